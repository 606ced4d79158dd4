/** What the canvas draws of one node, and what the views of all are made of. */
import type { RunEvent } from '#shared/events/event.ts'
import type { RunState } from '#shared/state/run-state.ts'
import type { KindCatalog, KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import type { Workflow, WorkflowNode } from '#shared/workflow/workflow.ts'
import type { GlyphState } from '../../glyphs/state-glyph.tsx'
import type { Face } from './face.ts'
import type { NodeBox } from './node-box.ts'
import type { NodeColor } from './node-colors.ts'
import type { ContainerItems, PickedItems } from './shown-items.ts'

export interface NodeView {
  readonly node: WorkflowNode
  readonly descriptor: KindDescriptor | undefined
  readonly glyph: GlyphState
  /** Beside the glyph where no time stands there: `2 of 3`, `1 ahead`. */
  readonly note: string
  readonly face: Face
  readonly box: NodeBox
  /** The port it left by. */
  readonly takenPort: string | undefined
  readonly waitId: string | undefined
  /** The state counts now; false for what an earlier pass of a loop left. */
  readonly current: boolean
  /** Of the execution that is shown: inside a container, that of one item. */
  readonly path: string
  /** Of a container in a run. */
  readonly items: ContainerItems | undefined
  /** The run that it started. */
  readonly childRunId: string | undefined
  /** How many nodes stand in a container. */
  readonly inside: number
  /** A run stops before it. */
  readonly breakpoint: boolean
  /** That a person gave it. */
  readonly color: NodeColor | undefined
}

export interface ViewsInput {
  readonly workflow: Workflow
  readonly catalog: KindCatalog
  /** A new object whenever anything of the run changed; `events` is the log as far as it has been folded. */
  readonly run: { readonly state: RunState; readonly events?: readonly RunEvent[] } | undefined
  /** Measured heights of cards that stand open on their nodes, by node id. */
  readonly cardHeights: ReadonlyMap<string, number>
  /** Attempts whose first text is on the screen ahead of the log, by `liveKey`. */
  readonly live: ReadonlySet<string>
  /** Changes when text is measured anew. */
  readonly fonts: number
  /** Items that a person looks at. */
  readonly picked: PickedItems
  readonly breakpoints: ReadonlySet<string>
}
