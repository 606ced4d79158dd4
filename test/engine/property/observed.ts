/**
 * What can be compared of a run, read from the events of the real engine, or from the world of the reference. Within one
 * step the rules allow many orders, so nothing here depends on one: executions are sorted, and what was begun and
 * withdrawn in the same step is left out.
 */
import type { RunEvent } from '#shared/events/event.ts'
import { foldRun } from '#shared/state/fold-run.ts'
import type { Executed, Outcomes } from '#test/engine/reference/outcome.ts'
import type { Execution } from '#test/engine/reference/state.ts'

export interface Observed {
  readonly status: string
  readonly result?: unknown
  readonly error?: unknown
  readonly executions: readonly string[]
  readonly items: readonly string[]
  readonly compensations: readonly string[]
}

export interface Skips {
  /** `name@step` of all that was skipped, and of what was still skipped when the step was over. */
  readonly all: readonly string[]
  readonly lasting: readonly string[]
}

/** Messages are for people, and not compared. */
const plain = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  if ('firedAt' in value) return 'slept'
  const isError = 'code' in value && 'message' in value
  const entries = Object.entries(value).filter(([name]) => !(isError && name !== 'code'))
  return Object.fromEntries(
    entries.map(([name, inner]) => [name, plain(inner)]).sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  )
}

const text = (value: unknown): string => JSON.stringify(plain(value))

interface Line {
  readonly name: string
  readonly from: number
  readonly to?: number
  readonly attempts: number
  readonly loop: unknown
  readonly how: string
  readonly output?: unknown
}

const lineOf = ({ name, from, to, attempts, loop, how, output }: Line): string =>
  [
    `${name} from step ${from}`,
    ...(to === undefined ? [] : [`to ${to}`]),
    how,
    ...(attempts > 1 ? [`after ${attempts} attempts`] : []),
    ...(output === undefined ? [] : [text(output)]),
    ...(text(loop) === '{"iteration":0}' ? [] : [`in loop ${text(loop)}`]),
  ].join(' ')

const lineOfCompensation = (name: string, by: string, error: string | undefined, sees: unknown): string =>
  `${name} by ${by}${error === undefined ? '' : `: ${error}`} seeing ${text(sees)}`

const isWithdrawnLike =
  ({ node, scope }: Execution, step: number) =>
  (other: Executed): boolean =>
    other.node === node.id && other.path === scope.path && other.status === 'interrupted' && other.endedIn === step

export const observedOfReference = (outcomes: Outcomes): Observed => ({
  status: outcomes.status,
  ...(outcomes.result === undefined ? {} : { result: plain(outcomes.result) }),
  ...(outcomes.error === undefined ? {} : { error: outcomes.error }),
  executions: outcomes.executions
    .filter(({ status, startedIn, endedIn }) => status !== 'interrupted' || startedIn !== endedIn)
    .map(({ node, path, startedIn, endedIn, attempts, loop, status, port, output, failure }) =>
      lineOf({
        name: path === '' ? node : `${path}/${node}`,
        from: startedIn,
        ...(endedIn === undefined ? {} : { to: endedIn }),
        attempts,
        loop,
        how:
          status === 'completed'
            ? `completed by ${port ?? 'out'}`
            : status === 'failed'
              ? `failed with ${failure}`
              : status,
        ...(status === 'completed' ? { output } : {}),
      }),
    )
    .sort(),
  items: outcomes.items
    .filter(({ of, step }) => !outcomes.executions.some(isWithdrawnLike(of, step)))
    .map(({ path, step, result }) => `${path} in step ${step}: ${text(result)}`),
  compensations: outcomes.compensations.map(({ node, path, by, error, sees }) =>
    lineOfCompensation(path === '' ? node : `${path}/${node}`, by, error, sees),
  ),
})

export const skipsOfReference = ({ skips }: Outcomes): Skips => {
  const named = (list: Outcomes['skips']): string[] => list.map(({ name, step }) => `${name}@${step}`)
  return { all: named(skips), lasting: named(skips.filter(({ undone }) => !undone)) }
}

/** An event with the step in which it came. */
export interface Seen {
  readonly step: number
  /** The path of its run: empty, or that of a child run. */
  readonly run: string
  readonly event: RunEvent
}

export const nameOfEvent = ({ path, nodeId }: RunEvent): string => `${path ? `${path}/` : ''}${nodeId ?? ''}`

interface Draft {
  name: string
  from: number
  to?: number
  attempts: number
  loop: unknown
  how: string
  output?: unknown
}

const keyOf = (event: RunEvent): string => `${nameOfEvent(event)}/${event.iteration ?? 0}`

const note = (drafts: Map<string, Draft>, { step, event }: Seen): void => {
  if (event.type === 'node.activated') {
    if (drafts.has(keyOf(event))) throw new Error(`The key ${keyOf(event)} names two executions.`)
    drafts.set(keyOf(event), {
      name: nameOfEvent(event),
      from: step,
      attempts: 0,
      loop: event.data.loop,
      how: 'active',
    })
  }
  const draft = drafts.get(keyOf(event))
  if (draft === undefined) return
  if (event.type === 'node.started') draft.attempts = event.attempt ?? 1
  else if (event.type === 'node.completed') {
    Object.assign(draft, { to: step, how: `completed by ${event.data.port}`, output: event.data.output })
  } else if (event.type === 'node.interrupted') Object.assign(draft, { to: step, how: 'interrupted' })
  else if (event.type === 'node.failed' && event.data.retryAt === undefined) {
    Object.assign(draft, { to: step, how: `failed with ${event.data.code}` })
  }
}

/** What the paths of a container's items call it: see `OrdinalPaths`. */
const nameInPaths = (seen: readonly Seen[], event: RunEvent): string => {
  const name = nameOfEvent(event)
  const mine = (type: RunEvent['type']) =>
    seen.map((one) => one.event).filter((other) => other.type === type && nameOfEvent(other) === name)
  const begun = mine('items.started').find(({ iteration }) => iteration === event.iteration)
  if (begun?.type !== 'items.started' || begun.data.apart === undefined) return name
  const ordinal = mine('node.activated').findIndex(({ iteration }) => iteration === event.iteration)
  return ordinal > 0 ? `${name}@${ordinal}` : name
}

/** How far a container came in the step in which it was withdrawn does not matter. */
const isWithdrawn = (seen: readonly Seen[], name: string, step: number): boolean =>
  seen.some((one) => one.step === step && one.event.type === 'node.interrupted' && nameOfEvent(one.event) === name)

/** What a compensator saw is in the input of its latest attempt. */
const compensationsOf = (seen: readonly Seen[]): string[] =>
  seen.flatMap(({ event }, index) => {
    if (event.type !== 'node.compensated') return []
    const { by, error } = event.data
    const started = seen
      .slice(0, index)
      .findLast((one) => one.event.type === 'node.started' && one.event.nodeId === by)?.event
    const input = started?.type === 'node.started' ? started.data.input : undefined
    const sees = typeof input === 'object' && input !== null && 'sees' in input ? input.sees : {}
    return [lineOfCompensation(nameOfEvent(event), by, error?.code, sees)]
  })

const errorOf = (seen: readonly Seen[]): { error?: unknown } => {
  for (const { event } of seen) {
    const error =
      event.type === 'run.failed' ? event.data : event.type === 'run.compensating' ? event.data.error : undefined
    if (error !== undefined)
      return { error: { code: error.code, ...(error.nodeId !== undefined && { node: error.nodeId }) } }
  }
  return {}
}

export const observedOfEvents = (seen: readonly Seen[]): Observed => {
  const drafts = new Map<string, Draft>()
  for (const one of seen) note(drafts, one)
  const last = seen.map(({ event }) => event).find(({ type }) => type === 'run.succeeded')
  return {
    status: foldRun(
      seen.map(({ event }) => event),
      '',
    ).status,
    ...(last?.type === 'run.succeeded' && { result: plain(last.data.result) }),
    ...errorOf(seen),
    executions: [...drafts.values()]
      .filter(({ how, from, to }) => how !== 'interrupted' || from !== to)
      .map(lineOf)
      .sort(),
    items: seen.flatMap(({ step, event }) => {
      const name = nameOfEvent(event)
      if (event.type !== 'item.ended' || isWithdrawn(seen, name, step)) return []
      const { index, result, error } = event.data
      return [
        `${nameInPaths(seen, event)}[${index}] in step ${step}: ${text(error === undefined ? result : { error })}`,
      ]
    }),
    compensations: compensationsOf(seen),
  }
}

export const skipsOfEvents = (seen: readonly Seen[]): string[] =>
  seen.filter(({ event }) => event.type === 'node.skipped').map(({ step, event }) => `${nameOfEvent(event)}@${step}`)
