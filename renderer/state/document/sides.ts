/** A file in which git left both sides of a merge (`<<<<<<<`): they are put together by nodes, as a draft and its file are. */
import type { SidesView } from '#shared/ipc/views/draft-views.ts'
import type { WorkflowDocument } from '#shared/ipc/views/workflow-views.ts'
import { type Merge, mergeWorkflows } from '#shared/workflow/merge.ts'
import { FORMAT, type Workflow } from '#shared/workflow/workflow.ts'
import { bridge } from '../../bridge/bridge.ts'
import type { OpenDocument } from './store.ts'

export const isReadable = (
  document: WorkflowDocument,
): document is WorkflowDocument & { readonly workflow: Workflow } => document.workflow !== undefined

/** Two files that have nothing in common but the name. */
export const nothingOf = ({ name }: Workflow): Workflow => ({ format: FORMAT, name, nodes: [], edges: [] })

/** Undefined where the file holds no conflict, or one that no two workflows can be made of. */
export async function sidesIn({ ref, hash, workflow, problems }: WorkflowDocument): Promise<SidesView | undefined> {
  if (workflow || !problems.some(({ code }) => code === 'file.conflict')) return undefined
  const sides = await bridge.call('versions.sides', { ref })
  // It may have been written again meanwhile; whoever wrote it is heard of.
  return sides?.hash === hash ? sides : undefined
}

export interface MergedSides {
  /** Ours, with the edits that were made here. */
  readonly mine: Workflow
  readonly base: Workflow
  readonly merge: Merge
}

export function mergeSides(
  { dirty, workflow: draft, saved }: Pick<OpenDocument, 'dirty' | 'workflow' | 'saved'>,
  { ours, theirs, base = nothingOf(ours.workflow) }: SidesView,
): MergedSides {
  const edited = dirty && draft ? mergeWorkflows(saved?.workflow ?? base, draft, ours.workflow).workflow : undefined
  const mine = edited ?? ours.workflow
  return { mine, base, merge: mergeWorkflows(base, mine, theirs.workflow) }
}
