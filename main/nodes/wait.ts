import { durationMs } from '#shared/workflow/duration.ts'
import { defineNodeKind, type FieldProblem } from './define-node-kind.ts'
import { choice, duration, eventList, optional, withDefault } from './fields.ts'

const TAKEN: ReadonlySet<unknown> = new Set(['timeout', 'error'])

/** Waits for the first of several events of the bus, also over restarts and from other runs. */
export const wait = defineNodeKind({
  kind: 'wait',
  title: 'Wait',
  summary: 'Waits for the first of several events; its output is the event’s data.',
  icon: 'hourglass',
  group: 'flow',
  ports: ['timeout'],
  portsFrom: 'events',
  face: {
    fields: [{ field: 'events', of: 'event', before: 'for ', between: ' or ' }],
    style: 'text',
  },
  initialConfig: { events: [{ port: 'received', event: 'deploy.done' }] },
  config: {
    events: eventList({
      title: 'Events',
      description: 'The first that comes and holds names the port. “when” sees the event’s data as {{ event }}.',
    }),
    timeout: optional(
      duration({
        title: 'Waits for',
        description: 'Then it leaves by “timeout”. Without it the run waits as long as it takes.',
        placeholder: '2h',
      }),
    ),
    since: withDefault(
      choice(['now', 'run'], {
        title: 'Hears',
        description: '“now”: what comes after the wait has begun. “run”: also what came since the run started.',
      }),
      'now',
    ),
  },
  check: ({ events }) => reservedPort(events),
  behaviour: {
    family: 'wait',
    request: ({ events, timeout, since }) => ({
      events,
      sinceRun: since === 'run',
      ...(timeout !== undefined && { timeoutMs: durationMs(timeout) }),
    }),
    leave: (port, data) => ({ port, output: data }),
    expired: () => ({ port: 'timeout', output: null }),
  },
  examples: [
    {
      title: 'The event’s data is the output, and its entry names the port',
      config: {
        events: [
          { port: 'failed', event: 'deploy.done', when: '{{ event.ok = false }}' },
          { port: 'done', event: 'deploy.done' },
        ],
      },
      hears: { event: 'deploy.done', data: { ok: true, version: '1.2.0' } },
      leavesBy: 'done',
      output: { ok: true, version: '1.2.0' },
    },
    {
      title: 'An event that does not hold is passed over',
      config: {
        events: [{ port: 'done', event: 'deploy.done', when: '{{ event.version = args.version }}' }],
        timeout: '1h',
      },
      args: { version: '2.0.0' },
      hears: { event: 'deploy.done', data: { version: '1.2.0' } },
      after: '1h',
      leavesBy: 'timeout',
      output: null,
    },
    {
      title: 'Nothing came in time',
      config: { events: [{ port: 'received', event: 'deploy.done' }], timeout: '1h' },
      after: '1h',
      leavesBy: 'timeout',
      output: null,
    },
  ],
})

function reservedPort(events: unknown): FieldProblem | null {
  if (!Array.isArray(events)) return null
  if (events.length === 0) return { field: 'events', message: 'A wait needs an event to wait for.' }
  const entry: { port?: unknown } | undefined = events.find((one: { port?: unknown }) => TAKEN.has(one.port))
  return entry
    ? {
        field: 'events',
        message: `An event cannot use the port “${String(entry.port)}”: every wait has that one already. Choose another name.`,
      }
    : null
}
