/** The system's clipboard for menus and the palette, where no key was pressed. A browser may refuse to let it be read. */
import { toast } from 'sonner'
import { keyWords } from '../actions/key-words.ts'
import { bridge } from '../bridge/bridge.ts'
import { readAhead } from './read-ahead.ts'

/** What this window copied last: where reading is refused, it is the most likely thing that was meant. */
let copied: string | undefined

export function rememberCopied(text: string): void {
  copied = text
  readAhead(text)
}

/** Resolves whether it is in the clipboard now. */
export async function writeClipboard(text: string): Promise<boolean> {
  copied = text
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    if (writeByEvent(text)) return true
    toast.error(`The browser did not let the clipboard be written. Press ${keyWords('mod+c')} instead.`)
    return false
  }
}

/** Resolves undefined where it may not be read and nothing was copied here; the person is told what to do. */
export async function readClipboard(): Promise<string | undefined> {
  try {
    // The desktop app gives its page no permission to read, and reads for it.
    const { text } = await bridge.call('clipboard.read', {})
    return text ?? (await navigator.clipboard.readText())
  } catch {
    if (copied !== undefined) return copied
    toast(`The clipboard is read by its keys only here: press ${keyWords('mod+v')}.`)
    return undefined
  }
}

/** The older way, which needs no permission while a person acts. */
function writeByEvent(text: string): boolean {
  let written = false
  const write = (event: ClipboardEvent) => {
    event.preventDefault()
    event.stopImmediatePropagation()
    event.clipboardData?.setData('text/plain', text)
    written = true
  }
  const allow = (event: Event) => event.preventDefault()
  document.addEventListener('beforecopy', allow, { capture: true })
  document.addEventListener('copy', write, { capture: true })
  document.execCommand('copy')
  document.removeEventListener('beforecopy', allow, { capture: true })
  document.removeEventListener('copy', write, { capture: true })
  return written
}
