/** What must hold of a story that was killed on its way. Each returns what is wrong, in words. */
import type { RunEvent } from '#shared/events/event.ts'
import { activationKey, type RunState } from '#shared/state/run-state.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { lives } from '#test/services/support/program.ts'
import type { Story } from './crash-engine.ts'
import type { Mark } from './marks.ts'

export interface Played {
  readonly story: Story
  readonly events: ReadonlyMap<string, readonly RunEvent[]>
  readonly states: ReadonlyMap<string, RunState>
  readonly marks: readonly Mark[]
  /** All that was said by processes that were killed later. */
  readonly said: readonly RunEvent[]
  readonly answered: readonly string[]
}

export function lostEvents({ said, events }: Played): readonly string[] {
  return said.flatMap((event) => {
    const stored = events.get(event.runId)?.[event.seq]
    if (stored?.hash === event.hash && stored.id === event.id) return []
    return [`${event.id} ${event.type} was said, and the log has ${stored?.type ?? 'nothing'} there`]
  })
}

export function lostAnswers({ answered, events }: Played): readonly string[] {
  const stored = new Set(
    [...events.values()].flat().flatMap(({ type, data }) => {
      if (type === 'approval.decided') return [data.approvalId]
      return type === 'input.received' ? [data.inputId] : []
    }),
  )
  return answered.filter((waitId) => !stored.has(waitId)).map((waitId) => `the answer to ${waitId} is gone`)
}

interface Doing {
  /** How often a person said that it runs again. */
  again: number
  completedAt: number
}

function doingsOf(events: ReadonlyMap<string, readonly RunEvent[]>): ReadonlyMap<string, Doing> {
  const doings = new Map<string, Doing>()
  for (const event of [...events.values()].flat()) {
    if (event.nodeId === undefined) continue
    const delivery = `${event.runId}/${activationKey(event.path, event.nodeId, event.iteration ?? 0)}`
    const doing = doings.get(delivery) ?? { again: 0, completedAt: Number.POSITIVE_INFINITY }
    if (event.type === 'input.received' && event.data.values.choice === 'run-again') doing.again += 1
    if (event.type === 'node.completed') doing.completedAt = Date.parse(event.at)
    doings.set(delivery, doing)
  }
  return doings
}

function definitionOf({ story, states }: Played, delivery: string) {
  const [runId = '', ...rest] = delivery.split('/')
  const workflow: Workflow | undefined = story.workflows[states.get(runId)?.workflow ?? '']
  const node = workflow?.nodes.find(({ id }) => id === rest.at(-2))
  return { runId, rest, workflow, node }
}

/** Effects that happened twice though nobody said so, or once more after they were done. */
export function unaskedEffects(played: Played): readonly string[] {
  const doings = doingsOf(played.events)
  const times = new Map<string, number>()
  const wrong: string[] = []
  for (const { what, delivery, attempt, at } of played.marks) {
    if (what !== 'begin') continue
    const key = `${delivery} ${attempt}`
    times.set(key, (times.get(key) ?? 0) + 1)
    const doing = doings.get(delivery)
    if (!doing) wrong.push(`${delivery} happened and is not in the log`)
    else if (at > doing.completedAt + CLOCKS_APART_MS) wrong.push(`${delivery} happened again after it was completed`)
  }
  for (const [key, count] of times) {
    const [delivery = ''] = key.split(' ')
    if (definitionOf(played, delivery).node?.idempotent === true) continue
    const allowed = 1 + (doings.get(delivery)?.again ?? 0)
    if (count > allowed) wrong.push(`${key} happened ${count} times, and was allowed ${allowed}`)
  }
  return wrong
}

/** A program takes its time from `date`, an event from Node. */
const CLOCKS_APART_MS = 2

/** Two that share the lock were both under way. */
export function overlaps(played: Played): readonly string[] {
  const wrong: string[] = []
  const open = new Map<string, { holder: string; pid: number }>()
  const ends = played.marks.flatMap(({ what, delivery, pid }, place) =>
    what === 'end' ? [{ delivery, pid, place }] : [],
  )
  for (const [place, { what, delivery, pid }] of played.marks.entries()) {
    const holder = holderOf(played, delivery)
    if (holder === undefined) continue
    const key = `${delivery} ${pid}`
    open.delete(key)
    if (what === 'end') continue
    for (const [other, { holder: held, pid: by }] of open) {
      const isUnderWay = ends.some((end) => `${end.delivery} ${end.pid}` === other && end.place > place)
      if (held !== holder && isUnderWay) wrong.push(`${key} began while ${other} (${by}) had the lock`)
    }
    open.set(key, { holder, pid })
  }
  return wrong
}

/** The outermost execution with the lock, in the runs above too. What is undone is so after its container has given the lock back. */
function holderOf(played: Played, delivery: string): string | undefined {
  const { runId, rest, workflow, node: own } = definitionOf(played, delivery)
  const parent = played.states.get(runId)?.parent
  if (parent) {
    const above = holderOf(played, `${parent.runId}/${activationKey(parent.path, parent.nodeId, parent.iteration)}`)
    if (above !== undefined) return above
  }
  if (workflow?.nodes.some(({ compensate }) => compensate === own?.id))
    return own?.lock === undefined ? undefined : delivery
  const places = rest.slice(0, -1)
  for (let depth = 1; depth <= places.length; depth += 1) {
    const id = places[depth - 1]?.replace(/\[\d+\]$/, '')
    if (workflow?.nodes.find((node) => node.id === id)?.lock !== undefined)
      return `${runId}/${depth === places.length ? rest.join('/') : places.slice(0, depth).join('/')}`
  }
  return undefined
}

export function unended({ states }: Played): readonly string[] {
  return [...states.values()].flatMap(({ runId, workflow, status, active, waits }) => {
    if ((status === 'succeeded' || status === 'failed') && active.size === 0 && waits.size === 0) return []
    return [`${workflow} ${runId} is ${status}, with ${[...active.keys()].join(', ') || 'nothing'} active`]
  })
}

export function survivors({ events }: Played): readonly string[] {
  return [...events.values()]
    .flat()
    .flatMap((event) => (event.type === 'process.started' ? [event.data.pid] : []))
    .filter(lives)
    .map((pid) => `process ${pid} is still there`)
}
