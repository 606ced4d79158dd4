/** While two versions are compared: what became of each node and edge. Without a comparison there are no marks. */
import { createContext, useContext } from 'react'

export type DiffMark = 'added' | 'removed' | 'changed' | 'moved' | 'restyled'

export interface DiffMarks {
  readonly nodes: ReadonlyMap<string, DiffMark>
  /** By `<node>.<port> <node>`. */
  readonly edges: ReadonlyMap<string, DiffMark>
}

export const DiffMarksContext = createContext<DiffMarks | null>(null)

export const DIFF_SIGNS: Readonly<Record<DiffMark, string>> = {
  added: '+',
  removed: '−',
  changed: '~',
  moved: '↔',
  restyled: '*',
}

/** Class of a node in a comparison; empty without one. */
export function useNodeMark(id: string): DiffMark | 'same' | undefined {
  const marks = useContext(DiffMarksContext)
  return marks ? (marks.nodes.get(id) ?? 'same') : undefined
}

export function useEdgeMark(
  source: string,
  port: string | null | undefined,
  target: string,
): DiffMark | 'same' | undefined {
  const marks = useContext(DiffMarksContext)
  return marks ? (marks.edges.get(`${source}.${port ?? 'out'} ${target}`) ?? 'same') : undefined
}
