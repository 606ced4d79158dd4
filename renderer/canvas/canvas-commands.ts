/** What the canvas on the screen can do with its selection, for the palette, the keyboard and menus. The canvas registers itself. */
import type { KindDescriptor } from '#shared/workflow/kind-descriptor.ts'

export interface CanvasCommands {
  readonly documentRef: string
  readonly editable: boolean
  /** Node ids. */
  selected(): ReadonlySet<string>
  /** Why the selection cannot be wrapped, as a sentence; undefined where it can. */
  wrapProblem(): string | undefined
  wrap(kind: KindDescriptor): void
  /** The selected container, where it is one. */
  container(): string | undefined
  unwrap(): void
  /** Folds the selected container, or unfolds it. */
  fold(): void
  duplicate(): void
  remove(): void
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
