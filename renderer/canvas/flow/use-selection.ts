/** What is selected on the canvas. One selected node is also the node of the inspector, and the other way round. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { onGoneToAgain } from '../../state/go-to-node.ts'
import { tellSelected } from '../../state/selected-nodes.ts'
import { selectNode, useView } from '../../state/view.ts'

export interface Selection {
  readonly nodes: ReadonlySet<string>
  readonly edges: ReadonlySet<string>
}

export interface SelectionHook extends Selection {
  change(
    nodes: readonly (readonly [id: string, selected: boolean])[],
    edges: readonly (readonly [id: string, selected: boolean])[],
  ): void
  set(selection: Partial<Selection>): void
}

const NONE: ReadonlySet<string> = new Set()

/** What was selected in each command when another one came in front, as long as the window lives. */
const left = new Map<string, Selection>()

/** `known` are the nodes that there are. `onAsked` hears of a node that something else than the canvas selected: a problem, the inbox. */
export function useSelection(
  documentRef: string,
  known: ReadonlyMap<string, unknown>,
  onAsked: (nodeId: string) => void,
): SelectionHook {
  const asked = useView(({ tabs }) => tabs.find((tab) => tab.ref === documentRef)?.nodeId ?? null)
  const [selection, setSelection] = useState<Selection>(() => foundAgain(left.get(documentRef), asked))
  const told = useRef(asked)
  const hear = useRef(onAsked)
  hear.current = onAsked
  const there = useRef(known)
  there.current = known
  // What an undo takes away, or a run does not have, is not selected while it is not there; chosen anew, it is left out.
  const nodes = useMemo(() => thoseIn(known, selection.nodes), [known, selection.nodes])
  const shown = useRef<Selection>(selection)
  shown.current = { nodes, edges: selection.edges }
  useEffect(() => () => void left.set(documentRef, shown.current), [documentRef])

  const set = useCallback(
    (part: Partial<Selection>) =>
      setSelection((before) => ({
        nodes: part.nodes ?? NONE,
        edges: part.edges ?? (part.nodes ? NONE : before.edges),
      })),
    [],
  )
  const change = useCallback<SelectionHook['change']>((nodes, edges) => {
    setSelection((before) => ({
      // React Flow tells nothing of nodes that it does not have.
      nodes: changed(before.nodes, nodes, there.current),
      edges: changed(before.edges, edges),
    }))
  }, [])

  useEffect(() => tellSelected(documentRef, nodes), [documentRef, nodes])

  // What is asked for comes first: a node that gets another id goes with its old one, and is not deselected for that.
  useEffect(() => {
    const single = nodes.size === 1 ? ([...nodes][0] ?? null) : null
    if (asked !== told.current) {
      const isRenamed = told.current !== null && !there.current.has(told.current)
      told.current = asked
      setSelection({ nodes: asked === null ? NONE : new Set([asked]), edges: NONE })
      if (asked !== null && !isRenamed) hear.current(asked)
    } else if (single !== asked) {
      told.current = single
      selectNode(single)
    }
  }, [asked, nodes])

  useEffect(() => onGoneToAgain(({ ref, nodeId }) => ref === documentRef && hear.current(nodeId)), [documentRef])

  return { nodes, edges: selection.edges, change, set }
}

/** One node is that of the inspector, which may have got another one meanwhile. */
function foundAgain(kept: Selection | undefined, asked: string | null): Selection {
  const [only = null] = kept?.nodes.size === 1 ? kept.nodes : []
  if (kept && only === asked) return kept
  return { nodes: asked === null ? NONE : new Set([asked]), edges: NONE }
}

function thoseIn(known: ReadonlyMap<string, unknown>, ids: ReadonlySet<string>): ReadonlySet<string> {
  const there = [...ids].filter((id) => known.has(id))
  return there.length === ids.size ? ids : new Set(there)
}

function changed(
  before: ReadonlySet<string>,
  changes: readonly (readonly [id: string, selected: boolean])[],
  known?: ReadonlyMap<string, unknown>,
): ReadonlySet<string> {
  const effective = changes.filter(([id, selected]) => before.has(id) !== selected)
  if (effective.length === 0) return before
  const next = new Set(known ? thoseIn(known, before) : before)
  for (const [id, selected] of effective) {
    if (selected) next.add(id)
    else next.delete(id)
  }
  return next
}
