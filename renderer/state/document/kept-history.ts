/** Steps of undo as text, each as the difference to the one after it: kept with the draft, so that they survive a restart. */

import type { Json } from '#shared/json.ts'
import { applyDelta, type Delta, deltaOf } from '#shared/json-delta.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { type History, type Step, weightOf } from './history.ts'

/** The oldest steps are left out where all of them would be more. */
const MOST_CHARACTERS = 1_000_000

interface KeptHistory {
  /** From the workflow to its newest step, from there to the one before, and so on. */
  readonly past: readonly Delta[]
  readonly future: readonly Delta[]
}

const NO_STEPS = { past: [], future: [] }

export function historyText({ workflow, past, future }: History): string {
  const back = chain(workflow, past.toReversed())
  const forth = chain(workflow, future)
  return `{"past":[${back.join(',')}],"future":[${forth.join(',')}]}`
}

/** What was written for this workflow; no steps where the text is damaged. */
export function readHistory(text: string, workflow: Workflow): Pick<History, 'past' | 'future'> {
  try {
    const kept = JSON.parse(text) as KeptHistory // written by `historyText`; anything else fails below
    return { past: unchained(workflow, kept.past).toReversed(), future: unchained(workflow, kept.future) }
  } catch {
    return NO_STEPS
  }
}

/** A step keeps its neighbour for good, except the one that is being continued. */
const written = new WeakMap<Step, { readonly beside: Workflow; readonly text: string }>()

function chain(workflow: Workflow, steps: readonly Step[]): readonly string[] {
  const texts: string[] = []
  let characters = 0
  let beside = workflow
  for (const step of steps) {
    const known = written.get(step)
    const text = known?.beside === beside ? known.text : JSON.stringify(deltaOf(beside as Json, step.workflow as Json)) // a workflow is JSON
    characters += text.length
    if (characters > MOST_CHARACTERS) break
    written.set(step, { beside, text })
    texts.push(text)
    beside = step.workflow
  }
  return texts
}

function unchained(workflow: Workflow, deltas: readonly Delta[]): readonly Step[] {
  const steps: Step[] = []
  let beside = workflow
  for (const delta of deltas) {
    const next = applyDelta(beside as Json, delta) as Workflow // leads back to a workflow that was there
    steps.push({ workflow: next, weight: weightOf(next, beside) })
    beside = next
  }
  return steps
}
