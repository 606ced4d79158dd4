/** What is selected on the canvas. One selected node is also the node of the inspector, and the other way round. */
import { useCallback, useEffect, useRef, useState } from 'react'
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

/** `known` are the nodes that there are. `onAsked` hears of a node that something else than the canvas selected: a problem, the inbox. */
export function useSelection(
  documentRef: string,
  known: ReadonlyMap<string, unknown>,
  onAsked: (nodeId: string) => void,
): SelectionHook {
  const asked = useView(({ tabs }) => tabs.find((tab) => tab.ref === documentRef)?.nodeId ?? null)
  const [selection, setSelection] = useState<Selection>(() => ({
    nodes: asked === null ? NONE : new Set([asked]),
    edges: NONE,
  }))
  const told = useRef(asked)
  const hear = useRef(onAsked)
  hear.current = onAsked
  const there = useRef(known)
  there.current = known

  const set = useCallback(
    (part: Partial<Selection>) =>
      setSelection((before) => ({
        nodes: part.nodes ?? NONE,
        edges: part.edges ?? (part.nodes ? NONE : before.edges),
      })),
    [],
  )
  const change = useCallback<SelectionHook['change']>((nodes, edges) => {
    setSelection((before) => ({ nodes: changed(before.nodes, nodes), edges: changed(before.edges, edges) }))
  }, [])

  // What an undo takes away is no part of what is chosen next: React Flow tells nothing of nodes that it does not have.
  useEffect(() => {
    const gone = (id: string) => !known.has(id)
    setSelection((before) =>
      [...before.nodes].some(gone)
        ? { ...before, nodes: new Set([...before.nodes].filter((id) => !gone(id))) }
        : before,
    )
  }, [known])

  useEffect(() => tellSelected(documentRef, selection.nodes), [documentRef, selection.nodes])

  useEffect(() => {
    const single = selection.nodes.size === 1 ? ([...selection.nodes][0] ?? null) : null
    if (single === told.current) return
    told.current = single
    selectNode(single)
  }, [selection.nodes])

  useEffect(() => {
    if (asked === told.current) return
    const isRenamed = told.current !== null && !there.current.has(told.current)
    told.current = asked
    setSelection({ nodes: asked === null ? NONE : new Set([asked]), edges: NONE })
    if (asked !== null && !isRenamed) hear.current(asked)
  }, [asked])

  return { ...selection, change, set }
}

function changed(
  before: ReadonlySet<string>,
  changes: readonly (readonly [id: string, selected: boolean])[],
): ReadonlySet<string> {
  const effective = changes.filter(([id, selected]) => before.has(id) !== selected)
  if (effective.length === 0) return before
  const next = new Set(before)
  for (const [id, selected] of effective) {
    if (selected) next.add(id)
    else next.delete(id)
  }
  return next
}
