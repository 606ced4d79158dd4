import { NodeError } from '#main/engine/node-error.ts'
import { durationMs } from '#shared/workflow/duration.ts'
import { LAST_MOMENT, momentOf } from '#shared/workflow/moment.ts'
import { Duration } from '#shared/workflow/workflow.ts'
import { defineNodeKind } from './define-node-kind.ts'
import { optional, text } from './fields.ts'

/** Waits for a time, or until a time, also over days and restarts. */
export const delay = defineNodeKind({
  kind: 'delay',
  title: 'Delay',
  summary: 'Waits for a time, or until a time.',
  icon: 'timer',
  group: 'flow',
  ports: ['out'],
  face: {
    fields: [
      { field: 'for', before: 'for ' },
      { field: 'until', before: 'until ' },
    ],
    style: 'text',
  },
  width: 144,
  output: { firedAt: 'string' },
  initialConfig: { for: '5m' },
  config: {
    for: optional(text({ title: 'For', description: '30s, 5m, 2h, 3d.', placeholder: '5m' })),
    until: optional(
      text({
        title: 'Until',
        description: 'A date and time, such as 2026-12-24T18:00:00+01:00. A time that is over does not wait.',
        placeholder: '{{ args.when }}',
      }),
    ),
  },
  check: (given) =>
    (given.for === undefined) === (given.until === undefined)
      ? { field: 'for', message: 'A delay takes either “for” or “until”.' }
      : null,
  behaviour: {
    family: 'timer',
    dueAt: (input, now) => (input.until === undefined ? after(input.for ?? '', now) : timeOf(input.until)),
    leave: (firedAt) => ({ port: 'out', output: { firedAt } }),
  },
  examples: [
    { title: 'Goes on when the time is over', config: { for: '2h' }, after: '2h', leavesBy: 'out' },
    { title: 'A time that is over does not wait', config: { until: '2020-01-01T00:00:00Z' }, leavesBy: 'out' },
    {
      title: 'Something that is no time fails the node',
      config: { until: 'tomorrow-ish' },
      leavesBy: 'error',
      errorCode: 'delay.no-time',
    },
  ],
})

function after(duration: string, now: number): number {
  if (Duration.safeParse(duration).success) return now + durationMs(duration)
  throw noTime(noDuration(duration))
}

const noDuration = (text: string): string =>
  `“${text}” is no duration: write a number and a unit, such as 30s, 5m, 2h or 3d.`

function timeOf(text: string): number {
  const at = momentOf(text)
  if (at === undefined) throw noTime(`“${text}” is no date and time. Write it as 2026-12-24T18:00:00+01:00.`)
  if (at > LAST_MOMENT) throw noTime(`“${text}” is later than the year 9999. Milliseconds since 1970 have 13 digits.`)
  return at
}

function noTime(message: string): NodeError {
  return new NodeError('delay.no-time', message, { retryable: false })
}
