/** What is being imported: the text of a file, and where it came from. */
import { create } from 'zustand'

export interface Importing {
  /** Empty while the person has not chosen anything yet. */
  readonly text: string
  /** For the sentence: a file's name, or `the clipboard`. */
  readonly from: string
}

export const useImport = create<{ readonly open: Importing | null }>(() => ({ open: null }))

export const openImport = (open: Importing): void => useImport.setState({ open })

export const closeImport = (): void => useImport.setState({ open: null })
