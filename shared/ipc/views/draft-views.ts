/** What the calls about drafts and versions answer with. Plain data. */
import type { Workflow } from '../../workflow/workflow.ts'

/** A draft that differs from its file. */
export interface DraftSummary {
  readonly ref: string
  readonly name: string
  /** When it was last edited. */
  readonly at: string
  readonly revision: string
  /** There was no file when it began. */
  readonly isNew: boolean
}

export interface DraftView {
  readonly ref: string
  /** Names this state of the draft; the next one is kept over it. */
  readonly revision: string
  readonly at: string
  /** False where it says what the file says and is kept for its undo. */
  readonly dirty: boolean
  /** The version of the file that it began with; null where there was none. */
  readonly baseHash: string | null
  readonly baseText: string | null
  /** `baseText` as a workflow, where it is one. */
  readonly base?: Workflow
  /** As JSON text: a draft need not be a valid workflow. */
  readonly workflow: string
  /** Steps of undo, as the window wrote them. */
  readonly history: string
}

/** How a version came to be: by Save; found on disk at a Save; a draft that gave way to a restored version; kept by name. */
export type VersionReason = 'saved' | 'found' | 'draft' | 'named'

export interface VersionSummary {
  readonly id: string
  readonly at: string
  /** Of its content; that of the file names the version that is saved now. */
  readonly hash: string
  readonly reason: VersionReason
  /** Given by the person. Named versions are never removed. */
  readonly name?: string
  /** What it changed, against the version before; empty where that is not known. */
  readonly words: string
}

export interface VersionView {
  /** Absent where its text cannot be read as a workflow. */
  readonly workflow?: Workflow
  readonly text: string
}

/** Both sides of a merge that git could not put together line by line, and what they come from. */
export interface SidesView {
  /** The version of the file with the marks of git in it. */
  readonly hash: string
  readonly ours: SideView
  readonly theirs: SideView
  /** Absent where neither the file nor git says it. */
  readonly base?: Workflow
}

export interface SideView {
  /** As git calls it: `HEAD`, a branch, a commit. */
  readonly label: string
  readonly workflow: Workflow
}

/** The file as the last commit of its repository has it. */
export interface CommittedView extends VersionView {
  readonly commit: string
  readonly at: string
  readonly subject: string
}
