/** Which two versions of a command the canvas compares: the draft, what is saved, an earlier version, the last commit. */
import { toast } from 'sonner'
import { create } from 'zustand'
import type { CommittedView, VersionSummary } from '#shared/ipc/views/draft-views.ts'
import { diffWorkflows, type WorkflowDiff } from '#shared/workflow/diff.ts'
import { diffWords } from '#shared/workflow/diff-words.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { bridge, errorSentence } from '../bridge/bridge.ts'
import { focusGraphOf } from '../canvas/walk/focus-graph-of.ts'
import { documentNow, useDocument } from '../state/documents.ts'
import { foldPanel, selectNode } from '../state/view.ts'

/** `draft`, `saved`, `committed`, or a version's id. */
export type SideName = string

export interface Comparison {
  readonly ref: string
  readonly from: SideName
  readonly to: SideName
  /** Newest first. */
  readonly versions: readonly VersionSummary[]
  readonly committed: CommittedView | null
  /** Of the versions that were read, by id; null where one is no workflow. */
  readonly contents: Readonly<Record<string, Workflow | null>>
}

interface Compared {
  readonly open: Comparison | undefined
}

const useStore = create<Compared>(() => ({ open: undefined }))

/** What is compared for this document, if anything. */
export function useComparison(ref: string): Comparison | undefined {
  return useStore(({ open }) => (open?.ref === ref ? open : undefined))
}

export const comparisonNow = (): Comparison | undefined => useStore.getState().open

/** Shows the versions of a command: at first, what its last edits or its last Save changed. */
export async function openVersions(ref: string): Promise<void> {
  try {
    const [versions, committed] = await Promise.all([
      bridge.call('versions.list', { ref }),
      bridge.call('versions.committed', { ref }),
    ])
    const document = documentNow(ref)
    const before = versions.find(({ hash }) => hash !== document?.saved?.hash)
    const from = document?.dirty ? 'saved' : (before?.id ?? 'saved')
    useStore.setState({
      open: { ref, from, to: document?.dirty ? 'draft' : 'saved', versions, committed, contents: {} },
    })
    foldPanel('inspector', false)
    // Frames say what differs: none may be there before one was chosen.
    selectNode(null)
    await readSides()
  } catch (error) {
    toast.error(errorSentence(error))
  }
}

/** The list of versions goes, with what had the focus in it: the graph has it then. */
export function closeVersions(): void {
  const { open } = useStore.getState()
  useStore.setState({ open: undefined })
  if (open) focusGraphOf(open.ref)
}

export function compare(sides: { readonly from?: SideName; readonly to?: SideName }): void {
  const { open } = useStore.getState()
  if (!open) return
  useStore.setState({ open: { ...open, ...sides } })
  void readSides().catch((error: unknown) => toast.error(errorSentence(error)))
}

/** Reads a version once; it never changes. */
export async function readVersion(ref: string, id: string): Promise<Workflow | null> {
  const known = useStore.getState().open?.contents[id]
  if (known !== undefined) return known
  const { workflow = null } = await bridge.call('versions.read', { ref, id })
  useStore.setState(({ open }) => ({
    open: open?.ref === ref ? { ...open, contents: { ...open.contents, [id]: workflow } } : open,
  }))
  return workflow
}

async function readSides(): Promise<void> {
  const { open } = useStore.getState()
  const ids = [open?.from, open?.to].filter((side) => open?.versions.some(({ id }) => id === side))
  await Promise.all(ids.map((id) => open && id !== undefined && readVersion(open.ref, id)))
}

export interface ComparedWorkflows {
  /** Undefined until it is read, and where it is no workflow. */
  readonly from: Workflow | undefined
  readonly to: Workflow | undefined
  readonly diff: WorkflowDiff | undefined
  readonly words: string
}

/** The two workflows and what differs; it follows the draft while one edits on. */
export function useCompared(comparison: Comparison): ComparedWorkflows {
  const document = useDocument(comparison.ref)
  const sides = { draft: document?.workflow, saved: document?.saved?.workflow }
  const [from, to] = [sideOf(comparison, comparison.from, sides), sideOf(comparison, comparison.to, sides)]
  const diff = from && to ? diffOf(from, to) : undefined
  return { from, to, diff, words: from && to && diff ? diffWords(diff, from, to) : '' }
}

function sideOf(
  { committed, contents }: Comparison,
  side: SideName,
  { draft, saved }: { readonly draft: Workflow | undefined; readonly saved: Workflow | undefined },
): Workflow | undefined {
  if (side === 'draft') return draft
  if (side === 'saved') return saved
  return side === 'committed' ? committed?.workflow : (contents[side] ?? undefined)
}

let last: { readonly from: Workflow; readonly to: Workflow; readonly diff: WorkflowDiff } | undefined

/** The canvas and the list beside it ask for the same one. */
function diffOf(from: Workflow, to: Workflow): WorkflowDiff {
  if (last?.from !== from || last.to !== to) last = { from, to, diff: diffWorkflows(from, to) }
  return last.diff
}

async function refreshVersions(ref: string): Promise<void> {
  const versions = await bridge.call('versions.list', { ref })
  useStore.setState(({ open }) => ({ open: open?.ref === ref ? { ...open, versions } : open }))
}

bridge.on('versions.changed', ({ ref }) => {
  if (useStore.getState().open?.ref === ref) void refreshVersions(ref).catch(() => undefined)
})
