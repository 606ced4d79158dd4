/**
 * Copy, cut and paste as the browser raises them, whichever way the person asked for it. In a text field, and where text is
 * selected, they are the browser's own; on the canvas they are about nodes.
 */
import { readPasted } from '#shared/workflow/edit/read-fragment.ts'
import { shownCanvas } from '../actions/canvas-actions.ts'
import { canvasHasCome, isCanvasComing } from '../actions/coming-canvas.ts'
import { dialogIsOpen, isTyping } from '../actions/keyboard.ts'
import { isEditing } from '../actions/shown-document.ts'
import { importFile } from '../files/import-file.ts'
import { openImport } from '../files/import-state.ts'
import { rememberCopied } from './clipboard.ts'

/** How long after its keys the paste may come. */
const KEYS_MS = 1_000

export function listenToClipboard(): () => void {
  let linksAt = Number.NEGATIVE_INFINITY
  const hearKeys = (event: KeyboardEvent) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'v')
      linksAt = event.shiftKey ? event.timeStamp : Number.NEGATIVE_INFINITY
  }
  const copy = (event: ClipboardEvent, remove: boolean) => {
    const canvas = shownCanvas()
    const text = isOurs(event) && !hasSelectedText() && (!remove || canvas?.editable) ? canvas?.copyText() : undefined
    if (text === undefined || !event.clipboardData) return
    event.preventDefault()
    event.clipboardData.setData('text/plain', text)
    rememberCopied(text)
    if (remove) canvas?.remove()
  }
  const paste = (event: ClipboardEvent) => {
    if (!isOurs(event) || !event.clipboardData) return
    const [file] = event.clipboardData.files
    const text = event.clipboardData.getData('text/plain')
    if (text === '' && !file) return
    event.preventDefault()
    if (text === '' && file) return void importFile(file)
    const links = event.timeStamp - linksAt < KEYS_MS
    linksAt = Number.NEGATIVE_INFINITY
    pasteText(text, links)
  }
  const hearCopy = (event: ClipboardEvent) => copy(event, false)
  const hearCut = (event: ClipboardEvent) => copy(event, true)
  window.addEventListener('keydown', hearKeys, { capture: true })
  document.addEventListener('copy', hearCopy)
  document.addEventListener('cut', hearCut)
  document.addEventListener('paste', paste)
  return () => {
    window.removeEventListener('keydown', hearKeys, { capture: true })
    document.removeEventListener('copy', hearCopy)
    document.removeEventListener('cut', hearCut)
    document.removeEventListener('paste', paste)
  }
}

/** On the canvas that is edited; where none is, a workflow may still be kept as a command. */
export function pasteText(text: string, links: boolean): void {
  const canvas = shownCanvas()
  if (canvas?.editable) return canvas.paste(text, links)
  // Right after a command was opened it is for that one.
  if (isEditing() && isCanvasComing()) return void canvasHasCome().then((came) => came && pasteText(text, links))
  const pasted = readPasted(text)
  if (pasted.type === 'workflow' || pasted.type === 'broken') openImport({ text, from: 'the clipboard' })
}

const isOurs = (event: ClipboardEvent): boolean =>
  !event.defaultPrevented && !isTyping(event.target) && !isTyping(document.activeElement) && !dialogIsOpen()

const hasSelectedText = (): boolean => (document.getSelection()?.toString() ?? '') !== ''
