/** The Run button and the command bar: what is edited is saved first, asks for arguments where some are missing, and starts. */
import { toast } from 'sonner'
import { CallError } from '#shared/ipc/call-error.ts'
import { errorsOf } from '#shared/workflow/problem.ts'
import { errorSentence } from '../bridge/bridge.ts'
import { blockedRun } from '../parts/problem-words.ts'
import { problemsNow } from '../state/document/problems.ts'
import { useDocuments } from '../state/document/store.ts'
import { documentNow, refOnceSaved, saveDocument } from '../state/documents.ts'
import { tellOfAllNodes } from '../state/quiet-fields.ts'
import { refOfLine, startLine, startWith } from '../state/start-run.ts'
import { until } from '../state/until.ts'
import { shownTab, showProblems } from '../state/view.ts'
import { beginOnce } from './begin-once.ts'
import { openOverlay } from './overlays.ts'
import { isBeingRead, isEditing, shownDocument } from './shown-document.ts'

export function runShownCommand(): void {
  if (isBeingRead()) return runOnceRead()
  const document = shownDocument()
  if (!document?.workflow) return
  const { ref } = document
  void beginOnce(`run ${ref}`, () => beginShown(ref)).catch((error: unknown) => toast.error(errorSentence(error)))
}

async function beginShown(shown: string): Promise<void> {
  const ref = await refOnceSaved(shown)
  if (isEditing()) {
    const errors = await blocking(ref)
    // Another command is in front by then: what is asked for would be a run of that one.
    if (shownTab()?.ref !== ref) return
    if (errors > 0) throw blocked(errors)
  }
  // Whoever runs a command with parameters sees what it is given; without parameters there is nothing to ask.
  if ((documentNow(ref)?.workflow?.parameters ?? []).length > 0) openOverlay('tab-form')
  else await saveAndStart(ref)
}

/** A key pressed right after a command was opened means that command, unless another one is in front by then. */
function runOnceRead(): void {
  const ref = shownTab()?.ref
  void until(useDocuments, () => !isBeingRead()).then(() => {
    if (shownTab()?.ref === ref) runShownCommand()
  })
}

/**
 * A line of the command bar. What a person edits on the canvas is what they mean, so it is saved first, as the Run button does;
 * a command that is edited elsewhere runs as it was saved, and that is said. Rejects with a CallError.
 */
export async function startTyped(line: string): Promise<void> {
  const ref = refOfLine(line)
  const dirty = ref !== undefined && documentNow(ref)?.dirty === true
  const tab = shownTab()
  const shown = dirty && tab?.ref === ref && tab?.mode === 'edit'
  if (shown) await saved(ref)
  await startLine(line)
  if (dirty && !shown)
    toast(`/${documentNow(ref)?.workflow?.name} ran as it was saved last. What is edited in it is a draft.`)
}

/** How many errors keep a draft from running; they are shown. Asked before it is saved: what cannot run must not take the place of what can. */
async function blocking(ref: string): Promise<number> {
  const errors = errorsOf(await problemsNow(ref)).length
  if (errors > 0) {
    tellOfAllNodes(ref)
    showProblems()
  }
  return errors
}

const blocked = (errors: number): CallError => new CallError('workflow.invalid', `${blockedRun(errors)}.`)

/** With the values of its form. Rejects with a CallError. */
export async function saveAndStart(ref: string, args: Parameters<typeof startWith>[1] = {}): Promise<void> {
  await startWith(await saved(ref), args)
}

/** What runs is what is on disk, so an edited draft is saved first. Resolves with the ref it has then; rejects with a CallError. */
async function saved(ref: string): Promise<string> {
  if (documentNow(ref)?.dirty !== true) return ref
  const errors = await blocking(ref)
  if (errors > 0) throw blocked(errors)
  const written = await saveDocument(ref)
  if (written === null)
    throw new CallError('workflow.not-saved', 'It was not run, because what is edited in it could not be saved.')
  return written
}
