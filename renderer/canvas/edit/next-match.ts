import type { Match } from './search.ts'

/**
 * Where the search stands once the match at `index` was replaced: behind what was put in, which may match again.
 * @param matches Those of now.
 * @param nodeId The node that it stood in, by its id of now.
 */
export function nextMatch(replaced: Match, index: number, matches: readonly Match[], nodeId: string): number {
  const here = matches.filter(
    ({ place, path, ...match }) =>
      match.nodeId === nodeId && place === replaced.place && String(path) === String(replaced.path),
  )
  const longer = (here[0]?.text.length ?? 0) - replaced.text.length
  const putIn = here.filter(({ start }) => start >= replaced.start && start < replaced.end + longer)
  return index + putIn.length
}
