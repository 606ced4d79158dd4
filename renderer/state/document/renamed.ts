/** A document goes to another ref: its file was renamed, or a bundled command became the person's own. */
import type { WorkflowDocument } from '#shared/ipc/views/workflow-views.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { keepDraft, moveDraft } from './drafts.ts'
import { documentAt, drop, type OpenDocument, put } from './store.ts'

type Renamed = (from: string, to: string) => void
const renames = new Set<Renamed>()

/** Hears when a document has another ref from now on. */
export function onRenamed(renamed: Renamed): void {
  renames.add(renamed)
}

/** The document goes to another ref, with its draft and its undo. */
export function moveDocument(document: OpenDocument, to: string): void {
  const from = document.ref
  if (from !== to) drop(from)
  put({ ...document, ref: to })
  if (from === to) return keepDraft(to)
  void moveDraft(from, to).catch(() => undefined) // the draft of the old ref stays in the list, where it can be discarded
  for (const renamed of renames) renamed(from, to)
}

/** An open command whose file got another name or folder: its tab, its draft, its undo and its breakpoints go along. */
export function followMoved(ref: string, moved: WorkflowDocument): void {
  const now = documentAt(ref)
  if (!now) return
  const name = moved.workflow?.name
  const named = (workflow: Workflow): Workflow => (name === undefined ? workflow : { ...workflow, name })
  const document = {
    ...now,
    saved: moved,
    workflow: now.dirty && now.workflow ? named(now.workflow) : (moved.workflow ?? now.workflow),
    disk: { status: 'same' } as const,
    error: undefined,
    // Undo takes back what was edited, not the name that the file has by now.
    past: now.past.map((step) => ({ ...step, workflow: named(step.workflow) })),
    future: now.future.map((step) => ({ ...step, workflow: named(step.workflow) })),
  }
  moveDocument(document, moved.ref)
}

/** What became of the file of `before`: this window did not do it. */
export function movedWords({ ref, saved }: OpenDocument, now: WorkflowDocument): string {
  const name = now.workflow?.name ?? now.ref
  const was = saved?.workflow?.name ?? name
  if (was !== name) return `/${was} was renamed to /${name} in another window.`
  const [from, to] = [ref, now.ref].map((path) => path.split(/[\\/]/).at(-1))
  return from === to
    ? `The file of /${name} was moved: ${now.ref}.`
    : `The file of /${name} was renamed on disk: ${to}.`
}
