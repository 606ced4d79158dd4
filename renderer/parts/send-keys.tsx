/** In a field of several lines Enter makes a line, so it is sent by Ctrl or ⌘ with it; whatever sends such a field says so. */
import { keyWords } from '../actions/key-words.ts'
import { Keys } from './keys.tsx'

export const SEND_KEYS = keyWords('mod+enter')

export const isSend = (event: React.KeyboardEvent): boolean =>
  event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing

/** On the button that sends. */
export function SendKeys() {
  return <Keys keys={SEND_KEYS} />
}
