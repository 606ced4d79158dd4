import type { LucideIcon } from 'lucide-react'

/** What an action is about: its heading in the shortcut sheet, and its menu. */
export const ACTION_GROUPS = {
  file: 'Commands and files',
  export: 'Export',
  edit: 'Edit',
  select: 'Select',
  colour: 'Colour',
  add: 'Add',
  arrange: 'Arrange',
  move: 'Move',
  walk: 'Walk the graph',
  run: 'Run',
  go: 'Go to',
  view: 'View',
  app: 'Slashflow',
} as const
export type ActionGroup = keyof typeof ACTION_GROUPS

/** `canvas`, `inspector`: its keys count only while the focus is there, where they come before the window's own. */
export type ActionScope = 'window' | 'canvas' | 'inspector'

/** Where it stands beside the palette: in the menu of a node, of an edge, or of the empty canvas. */
export type ActionPlace = 'node' | 'edge' | 'canvas'

export interface Action {
  readonly id: string
  readonly label: string
  readonly icon?: LucideIcon
  readonly group?: ActionGroup
  /** Further words to find it by. */
  readonly words?: string
  /** `window` where it is not given. */
  readonly scope?: ActionScope
  /** `mod+k`; a sequence is separated by a blank: `g i`. The first of several is the one that is shown. */
  readonly keys?: string | readonly string[]
  /** Has the keys of that action too, which makes sense only while this does not: Resume and Pause. */
  readonly sharesKeysWith?: string
  readonly places?: readonly ActionPlace[]
  /** Makes sense now; absent means always. */
  readonly available?: () => boolean
  /** While it is not available: what it needs, in a sentence. The palette shows it greyed; without a reason it is hidden. */
  readonly whyNot?: () => string | undefined
  /**
   * Also while the caret is in a text field. Shortcuts with `mod` mostly do; single letters never. `of-document`: in those
   * alone whose every letter is in the document (`data-undo="document"`, see `undoIsOfDocument`).
   */
  readonly inFields?: boolean | 'of-document'
  /** The browser itself hears the keys, and raises an event that does the deed: taking the key would keep it from that. */
  readonly native?: boolean
  /** Its key is written in the window, so where nothing has the focus it comes before the canvas' own. */
  readonly beforeCanvas?: boolean
  readonly perform: () => void
}
