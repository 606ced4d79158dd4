/** What is being edited, and what was saved before. */
import { z } from 'zod'
import { isChange, type WorkflowChange } from '../../workflow/change.ts'
import { Workflow } from '../../workflow/workflow.ts'
import { broadcast, command, query } from '../define.ts'
import type {
  CommittedView,
  DraftSummary,
  DraftView,
  SidesView,
  VersionSummary,
  VersionView,
} from '../views/draft-views.ts'
import { type Nothing, Ref } from './inputs.ts'

export const draftCalls = {
  /** Drafts that differ from their file, the newest first. */
  'drafts.list': query<readonly DraftSummary[]>()(z.object({})),
  'drafts.read': query<DraftView | null>()(z.object({ ref: Ref })),
  /** Resolves once it is on the disk. Refused with `draft.moved` where `over` is not the newest revision: another window wrote. */
  'drafts.keep': command<{ revision: string }>()(
    z.object({
      ref: Ref,
      name: z.string().max(1_000),
      over: z.string().nullable(),
      /** Chosen by the window, which can write over it before it hears that it is kept. */
      revision: z.uuid().optional(),
      dirty: z.boolean(),
      baseHash: z.string().nullable(),
      /** Of a change it is known. */
      baseText: z.string().nullable(),
      /** JSON text, or a change of the version that it began with: refused as in `workflows.check`. */
      workflow: z.union([z.string(), z.custom<WorkflowChange>(isChange)]),
      history: z.string(),
    }),
  ),
  /** Does nothing where the draft has another revision by now. */
  'drafts.remove': command<Nothing>()(z.object({ ref: Ref, revision: z.string() })),
  /** What was saved before, newest first. */
  'versions.list': query<readonly VersionSummary[]>()(z.object({ ref: Ref })),
  'versions.read': query<VersionView>()(z.object({ ref: Ref, id: z.string().max(200) })),
  /** Keeps a content beside the file: under a name, or a draft that gives way to a restored version. */
  'versions.keep': command<VersionSummary>()(
    z.object({
      ref: Ref,
      workflow: Workflow,
      reason: z.enum(['draft', 'named']),
      name: z.string().max(200).optional(),
    }),
  ),
  /** An empty name takes it away. Named versions are never removed. */
  'versions.name': command<VersionSummary>()(
    z.object({ ref: Ref, id: z.string().max(200), name: z.string().max(200) }),
  ),
  /** The file as the last commit has it; null where it is in no repository or was never committed. */
  'versions.committed': query<CommittedView | null>()(z.object({ ref: Ref })),
  /** Both sides of a file in which git left a conflict; null where there is none, or a side is no workflow. */
  'versions.sides': query<SidesView | null>()(z.object({ ref: Ref })),
  /** A draft was kept by some window of the data folder, or went away (`revision` null). */
  'drafts.changed': broadcast<{ ref: string; revision: string | null }>(),
  'versions.changed': broadcast<{ ref: string }>(),
} as const
