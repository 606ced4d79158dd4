/** Commands: their files, what is wrong with them, and as text for others. */
import { z } from 'zod'
import type { Json } from '../../json.ts'
import type { WorkflowChange } from '../../workflow/change.ts'
import type { KindDescriptor } from '../../workflow/kind-descriptor.ts'
import type { Problem } from '../../workflow/problem.ts'
import { Workflow } from '../../workflow/workflow.ts'
import { broadcast, command, query } from '../define.ts'
import type { MachineCatalog } from '../views/machine-views.ts'
import type { DeletedCommand, WorkflowCaller, WorkflowDocument, WorkflowSummary } from '../views/workflow-views.ts'
import { EditedWorkflow, Folder, NodeId, Ref } from './inputs.ts'

export const workflowCalls = {
  'kinds.list': query<readonly KindDescriptor[]>()(z.object({})),
  /** Bundled, the user's, and those of the workspace's `.slashflow/`. */
  'workflows.list': query<readonly WorkflowSummary[]>()(z.object({ workspace: Folder })),
  'workflows.read': query<WorkflowDocument>()(z.object({ ref: Ref })),
  /** Which version stands there, without what it says; null where there is no file. */
  'workflows.standing': query<Pick<WorkflowDocument, 'hash' | 'trusted'> | null>()(z.object({ ref: Ref })),
  /**
   * Problems of a workflow that is being edited, without saving it; also of its shape, so it is taken as it comes. Refused with
   * `workflow.base-unknown` where it is a change (`shared/workflow/change.ts`) of a version that is not at hand: it is sent whole then.
   */
  'workflows.check': query<readonly Problem[]>()(z.object({ workflow: z.custom<Json | WorkflowChange>() })),
  /**
   * Writes the canonical text. `baseHash` is the version the edit began with, empty where there was no file: another one on
   * disk refuses with `workflow.changed` and writes nothing. A bundled command is saved as a copy of the user's with the same name.
   * Who saves knows the workflow, so it does not come back. A change of a version is refused as in `workflows.check`.
   */
  'workflows.save': command<Omit<WorkflowDocument, 'workflow'>>()(
    z.object({ ref: Ref, workflow: EditedWorkflow, baseHash: z.string().optional() }),
  ),
  'workflows.create': command<WorkflowDocument & { readonly replaced?: string }>()(
    z.object({
      name: z.string(),
      title: z.string().optional(),
      source: z.enum(['user', 'workspace']),
      workspace: Folder,
      from: Ref.optional(),
      /** What it says: an imported file, or a part of another command. Not trusted, unless `madeFrom` is. */
      workflow: Workflow.optional(),
      madeFrom: Ref.optional(),
      /** Moves a file of this name aside, and says where to. */
      replace: z.boolean().optional(),
    }),
  ),
  /** Renames a command, or moves it between the user's and the workspace's; its file moves. Callers keep the old name. */
  'workflows.move': command<WorkflowDocument>()(
    z.object({ ref: Ref, name: z.string(), source: z.enum(['user', 'workspace']), workspace: Folder }),
  ),
  /** What can be brought back, the newest first. */
  'workflows.deleted': query<readonly DeletedCommand[]>()(z.object({})),
  /** Brings a deleted file back to where it was. Refused with `workflow.name-taken` where another stands there by now: give it another `name`. */
  'workflows.restore': command<WorkflowDocument>()(
    z.object({ ref: Ref, keptAt: z.string().max(4_096), name: z.string().max(200).optional() }),
  ),
  /** Destroys deleted files for good, as `workflows.deleted` names them. Nothing else ever does. */
  'workflows.purge': command<Record<string, never>>()(
    z.object({ keptAt: z.array(z.string().max(4_096)).min(1).max(500) }),
  ),
  /** The files of the user and the workspace that run a command. */
  'workflows.callers': query<readonly WorkflowCaller[]>()(z.object({ name: z.string().max(200), workspace: Folder })),
  /** Shows the file in the system's file manager; false where the host has none. */
  'workflows.reveal': command<{ shown: boolean }>()(z.object({ ref: Ref })),
  /** Moves the file aside (into the data folder's `deleted/`), never destroys it. */
  'workflows.delete': command<{ keptAt: string }>()(z.object({ ref: Ref })),
  /** Trusts exactly this content; a changed file asks again. */
  'workflows.trust': command<WorkflowDocument>()(z.object({ ref: Ref, hash: z.string() })),
  /** Where this content is, now that `ref` is gone: in a file beside it, since it was renamed, or put aside, since a person deleted it. */
  'workflows.movedTo': query<{ ref: string | null; keptAt: string | null }>()(z.object({ ref: Ref, hash: z.string() })),
  /**
   * A command as text for others. `xstate`: an ES module with one machine of the whole workflow. `mermaid`: a diagram of the
   * graph, or with `machine` (`run`, or a node's id) of that state machine. `svg`: a picture of the canvas.
   * `claude-command`: a slash command of Claude Code. Refused with `export.not-expressible`, which says why.
   */
  'workflows.export': query<{ text: string }>()(
    z.object({
      ref: Ref.optional(),
      name: z.string().max(200).optional(),
      workspace: Folder,
      as: z.enum(['xstate', 'mermaid', 'svg', 'claude-command']),
      /** Of a picture. */
      theme: z.enum(['light', 'dark']).optional(),
      machine: NodeId.optional(),
    }),
  ),
  /** The state machines that a run and its nodes go through. */
  'machines.describe': query<MachineCatalog>()(z.object({})),
  /** A content was trusted, or is not any more, perhaps by another process: look at what is shown again. */
  'trust.changed': broadcast<Record<never, never>>(),
  /** A command was added, changed or removed. */
  'workflows.changed': broadcast<{ refs: readonly string[] }>(),
} as const
