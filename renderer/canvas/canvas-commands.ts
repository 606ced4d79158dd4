/** What the canvas on the screen can do with its selection, for the palette, the keyboard and menus. The canvas registers itself. */
import type { KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import type { Direction, Side } from './edit/align.ts'
import type { WalkCommands } from './walk/walk-commands.ts'

/** What the pointer does on the ground: selects, or moves the canvas. */
export type Tool = 'select' | 'hand'

export type Selecting = 'all' | 'inverse' | 'upstream' | 'downstream'

export interface CanvasCommands extends WalkCommands {
  readonly documentRef: string
  readonly editable: boolean
  /** Says a sentence at the lower edge: why what was asked for comes to nothing. */
  tell(sentence: string): void
  /** Node ids. */
  selected(): ReadonlySet<string>
  /** Indices in `edges`. */
  selectedEdges(): ReadonlySet<number>
  select(what: Selecting): void
  /** Nodes that an edit has just put there: the focus goes to the first of them, and the view stays where it shows it. */
  choose(ids: readonly string[]): void
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
  /** Whether a new node could follow the selected one, or go into the selected edge. */
  canAddNext(): boolean
  /** Opens the list at the next free port of the selected node, or on the selected edge. */
  addNext(): void
  /** Puts a remark where the pointer is, to be written at once. */
  addNote(kind: KindDescriptor): void
  /** Whether a selected node can go so that its neighbours stay joined. */
  canReconnect(): boolean
  removeAndReconnect(): void
  /** How many selected nodes can be lined up. */
  arrangeable(): number
  align(side: Side): void
  distribute(direction: Direction): void
  tidy(): void
  tidySelection(): void
  /** Of the selected nodes, by its name; undefined takes it away. */
  color(name: string | undefined): void
  setTool(tool: Tool): void
  zoom(to: 'in' | 'out' | number): void
  fit(): void
  /** What is selected as text for the clipboard; undefined where nothing is. */
  copyText(): string | undefined
  /** Puts text of the clipboard where the pointer is, else in the middle; `links` joins it to the nodes it was joined to. */
  paste(text: string, links: boolean): void
  fitSelection(): void
  /** Where the nodes stand, relative to their container, also those that have no place in the file. */
  places(): ReadonlyMap<string, readonly [x: number, y: number]> | undefined
}

let registered: CanvasCommands | undefined
const awaiting = new Set<() => void>()

export const canvasCommands = (): CanvasCommands | undefined => registered

/** Resolves when a canvas registers itself next. */
export const nextCanvas = (): Promise<void> => new Promise((settle) => awaiting.add(settle))

/** Call the returned function when the canvas goes away. */
export function registerCanvas(commands: CanvasCommands): () => void {
  registered = commands
  for (const tell of awaiting) tell()
  awaiting.clear()
  return () => {
    if (registered === commands) registered = undefined
  }
}
