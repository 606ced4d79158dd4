import type { WorkflowSummary } from '#shared/ipc/views/workflow-views.ts'
import { slashName, slashNameProblem } from '#shared/workflow/slash-name.ts'
import type { Place } from './name-question.ts'

/** The name that is meant: `Release notes` is called as /release-notes. */
export function typedName(text: string): string {
  const typed = text.trim().replace(/^\//, '')
  return slashNameProblem(typed) === undefined ? typed : slashName(typed) || typed
}

/** What was typed as words, for a title; undefined where it was typed as a name. */
export function typedTitle(text: string): string | undefined {
  const words = text.trim()
  return words.startsWith('/') || words === typedName(words) ? undefined : words
}

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

/** Where a command of that name is kept elsewhere: which of the two runs. As a run looks: this folder, then yours, then bundled. */
export function namesakeWords(
  name: string,
  place: Place,
  list: readonly WorkflowSummary[],
  besides?: string,
): string | undefined {
  const has = (source: WorkflowSummary['source']) =>
    source !== place && list.some((each) => each.name === name && each.source === source && each.ref !== besides)
  if (has('workspace')) return `In this folder the /${name} of its .slashflow runs, not this one.`
  const instead = has('user') ? `your own /${name}` : has('bundled') ? `the bundled /${name}` : undefined
  if (instead === undefined) return undefined
  return `${place === 'workspace' ? 'In this folder it' : 'It'} runs instead of ${instead}, which stays as it is.`
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
