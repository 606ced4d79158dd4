export interface Action {
  readonly id: string
  readonly label: string
  /** `mod+k`; a sequence is separated by a blank: `g i`. */
  readonly keys?: string
  /** Makes sense now; absent means always. */
  readonly available?: () => boolean
  /** Also while the caret is in a text field. Shortcuts with `mod` mostly do; single letters never. */
  readonly inFields?: boolean
  /** Its keys count only while the canvas has the focus, and there before those of others. */
  readonly onCanvas?: boolean
  readonly perform: () => void
}
