/** What the canvas on the screen can do, for the palette, the keyboard and menus. The canvas registers itself. */
import type { KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import type { Direction, Side } from './edit/align.ts'

export type Selecting = 'all' | 'inverse' | 'upstream' | 'downstream'
export type Zooming = 'all' | 'selection' | 'whole' | 'in' | 'out'
export type Tool = 'select' | 'hand'

export interface CanvasCommands {
  readonly documentRef: string
  readonly editable: boolean
  /** Node ids. */
  selected(): ReadonlySet<string>
  /** Selected edges, by index. */
  selectedEdges(): ReadonlySet<number>
  select(what: Selecting): void
  /** Why the selection cannot be wrapped, as a sentence; undefined where it can. */
  wrapProblem(): string | undefined
  wrap(kind: KindDescriptor): void
  /** The selected container, where it is one. */
  container(): string | undefined
  unwrap(): void
  /** Folds the selected container, or unfolds it. */
  fold(): void
  duplicate(): void
  /** Deletes the selected nodes and edges. */
  remove(): void
  /** Whether a selected node can go so that its neighbours stay joined. */
  canReconnect(): boolean
  removeAndReconnect(): void
  rename(): void
  /** Opens the list of nodes. */
  addNode(): void
  /** Opens the list at the next free port of the selected node, or for the selected edge. Returns whether there was one. */
  addNext(): boolean
  /** Puts a remark where the pointer is. */
  addNote(kind: KindDescriptor): void
  /** How many selected nodes can be lined up. */
  arrangeable(): number
  align(side: Side): void
  distribute(direction: Direction): void
  tidy(): void
  tidySelection(): void
  /** Undefined takes the colour away. */
  color(name: string | undefined): void
  zoom(to: Zooming): void
  use(tool: Tool): void
}

let registered: CanvasCommands | undefined

export const canvasCommands = (): CanvasCommands | undefined => registered

/** Call the returned function when the canvas goes away. */
export function registerCanvas(commands: CanvasCommands): () => void {
  registered = commands
  return () => {
    if (registered === commands) registered = undefined
  }
}
