/** The dead letters of the data folder, as the sidebar counts them and the page lists them. */
import { create } from 'zustand'
import type { LetterView } from '#shared/ipc/views/run-views.ts'
import { bridge, errorSentence } from '../bridge/bridge.ts'
import { onReconnected } from '../bridge/connection.ts'
import { coalesced } from '../state/frame.ts'

/** As many as one call gives. */
export const MOST_LETTERS = 1_000
/** A letter may be put aside by another process before any run begins, and no event says so. */
const LOOK_EVERY_MS = 15_000

interface Letters {
  /** Newest first. */
  readonly open: readonly LetterView[]
  readonly loaded: boolean
  readonly error: string | undefined
}

export const useLetters = create<Letters>(() => ({ open: [], loaded: false, error: undefined }))

export const refreshLetters = coalesced(async () => {
  try {
    useLetters.setState({
      open: await bridge.call('letters.list', { limit: MOST_LETTERS }),
      loaded: true,
      error: undefined,
    })
  } catch (error) {
    useLetters.setState({ loaded: true, error: errorSentence(error) })
  }
}, 120)

/** By cause, the most frequent first. */
export function byCause(letters: readonly LetterView[]): readonly (readonly [string, readonly LetterView[]])[] {
  const groups = new Map<string, LetterView[]>()
  for (const letter of letters) {
    const group = groups.get(letter.code)
    if (group) group.push(letter)
    else groups.set(letter.code, [letter])
  }
  return [...groups].sort(([, one], [, other]) => other.length - one.length)
}

bridge.on('run.event', ({ type }) => {
  if (type === 'letter.buried' || type === 'letter.replayed' || type === 'event.emitted') refreshLetters()
})
onReconnected(refreshLetters)
setInterval(() => {
  if (!document.hidden) refreshLetters()
}, LOOK_EVERY_MS)
refreshLetters()
