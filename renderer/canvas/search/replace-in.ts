import { toast } from 'sonner'
import { counted } from '#shared/counted.ts'
import { changeDocument, documentNow } from '../../state/documents.ts'
import { useKinds } from '../../state/kinds.ts'
import { selectNode } from '../../state/view.ts'
import { nextMatch } from '../edit/next-match.ts'
import { type Match, matchesIn, type Replaced, type Replacement, replaceMatches } from '../edit/search.ts'
import { tellEdit } from '../flow/tell-edit.ts'

/** Replaces the match at `index` and selects the node of the next one. Returns the index of that; -1 where there is none. */
export function replaceOne(ref: string, matches: readonly Match[], index: number, replacement: Replacement): number {
  const match = matches[index]
  const result = match && change(ref, [match], replacement)
  if (!result) return index
  if (result.refused.length > 0) toast(result.refused.join(' '))
  const left = matchesIn(documentNow(ref)?.workflow ?? result.workflow, replacement.pattern)
  const next = nextMatch(match, index, left, result.names.get(match.nodeId) ?? match.nodeId)
  const shown = left[next] ?? left[0]
  selectNode(shown?.nodeId ?? result.names.get(match.nodeId) ?? match.nodeId)
  return shown ? left.indexOf(shown) : -1
}

export function replaceAll(ref: string, matches: readonly Match[], replacement: Replacement): void {
  const result = matches.length > 0 ? change(ref, matches, replacement) : undefined
  if (!result) return
  const refused = result.refused.join(' ')
  if (result.count > 0) tellEdit(ref, [`Replaced ${counted(result.count, 'match', 'matches')}.`, refused].join(' '))
  else if (refused !== '') toast(refused)
}

function change(ref: string, matches: readonly Match[], replacement: Replacement): Replaced | undefined {
  const { catalog } = useKinds.getState()
  let result: Replaced | undefined
  changeDocument(ref, (workflow) => {
    result = replaceMatches(workflow, matches, replacement, catalog)
    return result.count === 0 ? workflow : result.workflow
  })
  return result
}
