import { documentNow } from '../state/documents.ts'
import { useKinds } from '../state/kinds.ts'

/** Without notes, which nothing reaches. A kind that this version does not know may well run. */
export function nodesThatRun(ref: string, ids: Iterable<string>): readonly string[] {
  const { catalog } = useKinds.getState()
  const kinds = new Map(documentNow(ref)?.workflow?.nodes.map((node) => [node.id, catalog.get(node.kind)]))
  return [...ids].filter((id) => kinds.get(id)?.runs !== false)
}
