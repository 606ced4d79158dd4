/** What a value was in the run whose data counts: below the completion list, and beside a reference that is pointed at. */
import { isBlobRef } from '#shared/events/blob.ts'
import type { Json } from '#shared/json.ts'
import { atWords } from '../../glyphs/time.ts'
import { shortJson } from '../scope/value-words.ts'

const LINES = 6
const CHARACTERS = 1_200

export function lastValueBox(value: Json, at: string | undefined, hint?: string): HTMLElement {
  const box = document.createElement('div')
  box.className = 'last-value'
  const head = document.createElement('p')
  head.append('Value in the last run')
  const time = document.createElement('time')
  time.textContent = at === undefined ? '' : atWords(at)
  head.append(time)
  box.append(head, preview(value))
  if (hint !== undefined) {
    const words = document.createElement('p')
    words.textContent = hint
    box.append(words)
  }
  return box
}

function preview(value: Json): HTMLElement {
  const text = document.createElement('pre')
  const whole = isBlobRef(value) ? value.preview : typeof value === 'string' ? value : shortJson(value, CHARACTERS, 2)
  const lines = whole.slice(0, CHARACTERS).split('\n')
  for (const line of lines.slice(0, LINES)) text.append(lineOf(line))
  if (lines.length > LINES || whole.length > CHARACTERS) text.append(lineOf('…'))
  return text
}

/** A line of a diff says so by its colour, as it does everywhere. */
function lineOf(line: string): HTMLElement {
  const row = document.createElement('span')
  row.className = line.startsWith('+') ? 'added' : line.startsWith('-') ? 'removed' : ''
  row.textContent = line === '' ? ' ' : line
  return row
}
