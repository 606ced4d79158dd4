/** What the canvas on the screen can do with its selection, for the palette, the keyboard and menus. The canvas registers itself. */
import type { KindDescriptor } from '#shared/workflow/kind-descriptor.ts'

/** What the pointer does on the ground: selects, or moves the canvas. */
export type Tool = 'select' | 'hand'

export interface CanvasCommands {
  readonly documentRef: string
  readonly editable: boolean
  /** Node ids. */
  selected(): ReadonlySet<string>
  /** Indices in `edges`. */
  selectedEdges(): ReadonlySet<number>
  selectAll(): void
  /** Why the selection cannot be wrapped, as a sentence; undefined where it can. */
  wrapProblem(): string | undefined
  wrap(kind: KindDescriptor): void
  /** The selected container, where it is one. */
  container(): string | undefined
  unwrap(): void
  /** Folds the selected container, or unfolds it. */
  fold(): void
  duplicate(): void
  /** The selected nodes and edges. */
  remove(): void
  renameSelected(): void
  /** Shows the selected node in the inspector, and the focus goes there. */
  openSelected(): void
  openAddMenu(): void
  tidy(): void
  setTool(tool: Tool): void
  zoom(to: 'in' | 'out' | number): void
  fit(): void
  /** What is selected as text for the clipboard; undefined where nothing is. */
  copyText(): string | undefined
  /** Puts text of the clipboard where the pointer is, else in the middle; `links` joins it to the nodes it was joined to. */
  paste(text: string, links: boolean): void
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
