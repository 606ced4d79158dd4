/** A value that is dragged by its row, into fields that are read for expressions. */
import type { DragEvent as ReactDragEvent } from 'react'

/** What it carries beside its text: the reference without braces. */
export const REFERENCE_TYPE = 'application/x-slashflow-reference'

/** Dropped into another program, it is the text that would stand there. */
export function carryReference({ dataTransfer }: ReactDragEvent, reference: string): void {
  dataTransfer.setData(REFERENCE_TYPE, reference)
  dataTransfer.setData('text/plain', `{{ ${reference} }}`)
  dataTransfer.effectAllowed = 'copy'
}

/** Plain fields would take its text, and nothing would ever read it as what it names. */
export function keepOutOfPlainFields(): () => void {
  const refuse = (event: DragEvent) => {
    const { target, dataTransfer } = event
    if (!dataTransfer?.types.includes(REFERENCE_TYPE)) return
    if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return
    event.preventDefault()
    dataTransfer.dropEffect = 'none'
  }
  window.addEventListener('dragover', refuse)
  return () => window.removeEventListener('dragover', refuse)
}
