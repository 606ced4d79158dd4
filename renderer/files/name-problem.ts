import type { WorkflowSummary } from '#shared/ipc/views/workflow-views.ts'
import { slashNameProblem } from '#shared/workflow/slash-name.ts'
import type { Place } from './name-question.ts'

export const typedName = (text: string): string => text.trim().replace(/^\//, '')

/** Why a command may not be called so in a place, as a sentence; undefined where it may. `besides` is the ref that has the name by right. */
export function nameProblem(
  name: string,
  place: Place,
  list: readonly WorkflowSummary[],
  besides?: string,
): string | undefined {
  const wrong = slashNameProblem(name)
  if (wrong !== undefined) return wrong
  return takenBy(name, place, list, besides)
    ? `There is a /${name} ${placeWords(place)} already. Choose another name.`
    : undefined
}

export function takenBy(
  name: string,
  place: Place,
  list: readonly WorkflowSummary[],
  besides?: string,
): WorkflowSummary | undefined {
  return list.find((each) => each.name === name && each.source === place && each.ref !== besides)
}

export const placeWords = (place: Place): string => (place === 'user' ? 'among yours' : 'in this folder')
