export interface Action {
  readonly id: string
  readonly label: string
  /** `mod+k`; a sequence is separated by a blank: `g i`. */
  readonly keys?: string
  /** Makes sense now; absent means always. */
  readonly available?: () => boolean
  /** Also while the caret is in a text field. Shortcuts with `mod` mostly do; single letters never. */
  readonly inFields?: boolean
  /** The browser itself hears the keys, and raises an event that does the deed: taking the key would keep it from that. */
  readonly native?: boolean
  readonly perform: () => void
}
