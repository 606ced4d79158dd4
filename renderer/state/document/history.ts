/**
 * Undo and redo of everything in a workflow, by keeping the workflows themselves: edits share what they do not touch, so a
 * step costs what it changed.
 *
 * This is the one place that says when a step is captured:
 *
 *   H1. Every edit is a step of its own, unless it continues the one before: same key (a field, a drag), nothing else in
 *       between, and less than `PAUSE_MS` since the last edit with that key.
 *   H2. An edit, an undo and a redo end the step before. An undo that is followed by an edit forgets what could be redone.
 *   H3. The oldest steps go when all of them together hold more than `MOST_BYTES` that nothing else holds; their number does
 *       not count.
 */
import type { Workflow } from '#shared/workflow/workflow.ts'

/** Typing goes on after a glance at the screen, not after a thought. */
export const PAUSE_MS = 1_000
/** Of one document. */
const MOST_BYTES = 32 * 1024 * 1024
/** What a place in a list or a key of a copied object costs, about. */
const BYTES_A_PLACE = 16

export interface Step {
  readonly workflow: Workflow
  /** Bytes that this step holds and the one after it does not, about. */
  readonly weight: number
}

export interface History {
  readonly workflow: Workflow
  readonly past: readonly Step[]
  readonly future: readonly Step[]
}

/** The edit that may still be continued. */
export interface OpenStep {
  readonly key: string
  readonly at: number
}

export const continues = (open: OpenStep | undefined, key: string | undefined, now: number): boolean =>
  open !== undefined && key === open.key && now - open.at < PAUSE_MS

/** `joins`: the edit belongs to the newest step. */
export function capture(history: History, workflow: Workflow, joins: boolean): History {
  if (joins && history.past.length > 0) return { workflow, past: history.past, future: [] }
  const step = { workflow: history.workflow, weight: weightOf(history.workflow, workflow) }
  return { workflow, past: bounded([...history.past, step]), future: [] }
}

/** Undefined where there is nothing to undo. */
export function undone({ workflow, past, future }: History): History | undefined {
  const step = past.at(-1)
  if (!step) return undefined
  return { workflow: step.workflow, past: past.slice(0, -1), future: [{ workflow, weight: step.weight }, ...future] }
}

/** Undefined where there is nothing to redo. */
export function redone({ workflow, past, future }: History): History | undefined {
  const [step, ...rest] = future
  if (!step) return undefined
  return { workflow: step.workflow, past: [...past, { workflow, weight: step.weight }], future: rest }
}

/** The newest steps that are together no heavier than allowed; the newest of all is always kept. */
export function bounded(past: readonly Step[], most = MOST_BYTES): readonly Step[] {
  let weight = 0
  for (let index = past.length - 1; index >= 0; index -= 1) {
    weight += past[index]?.weight ?? 0
    if (weight > most && index < past.length - 1) return past.slice(index + 1)
  }
  return past
}

/** What `held` keeps in memory beyond what `other` keeps anyway. */
export function weightOf(held: Workflow, other: Workflow): number {
  let bytes = 0
  for (const key of Object.keys(held)) if (held[key] !== other[key]) bytes += partWeight(held[key], other[key])
  return bytes
}

function partWeight(held: unknown, other: unknown): number {
  if (typeof held !== 'object' || held === null) return JSON.stringify(held ?? null).length
  const shared = new Set<unknown>(typeof other === 'object' && other !== null ? Object.values(other) : [])
  const own = Object.values(held)
  const unshared = own.filter((value) => !shared.has(value))
  return (
    own.length * BYTES_A_PLACE + unshared.reduce<number>((sum, value) => sum + (JSON.stringify(value)?.length ?? 0), 0)
  )
}
