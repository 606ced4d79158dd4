/** What this window copied is most likely what it pastes next: that is read while nobody waits for it. */
import { type PastedText, readPasted } from '#shared/workflow/edit/read-fragment.ts'

/** Characters: some 1,500 nodes. Reading more would be felt by who goes on at once. */
const MOST = 200_000

let ahead: { readonly text: string; readonly pasted: PastedText } | undefined

export function readAhead(text: string): void {
  ahead = undefined
  if (text.length > MOST) return
  requestIdleCallback(() => {
    ahead = { text, pasted: readPasted(text) }
  })
}

/** The same as `readPasted`, at once where it was read ahead. */
export const readCopied = (text: string): PastedText => (ahead?.text === text ? ahead.pasted : readPasted(text))
