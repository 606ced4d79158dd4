/** Completion in the editor: rows with a type letter, and below the list what the value was in the run whose data counts. */
import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  pickedCompletion,
} from '@codemirror/autocomplete'
import type { EditorView } from '@codemirror/view'
import { type BlobRef, isBlobRef } from '#shared/events/blob.ts'
import { expressionSpans } from '#shared/workflow/edit/expression-spans.ts'
import { dataRunNow } from '../../state/data-run.ts'
import { readWhole, wholeNow } from '../scope/blob-values.ts'
import { type CompletionOption, completeExpression } from '../scope/complete.ts'
import { type Known, knownAt } from '../scope/known.ts'
import { knownScope, type Place } from '../scope/known-scope.ts'
import { pathBefore } from '../scope/reference-text.ts'
import { lastValueBox } from './last-value-box.ts'

interface RowCompletion extends Completion {
  readonly letter: string
}

/** `whole`: the text is one expression; else those between its braces are. */
export function expressionCompletion(place: () => Place | undefined, whole: boolean) {
  return async (context: CompletionContext): Promise<CompletionResult | null> => {
    const where = place()
    const text = context.state.doc.toString()
    const start = whole ? 0 : startOfExpression(text, context.pos)
    if (!where || start === undefined) return null
    const before = text.slice(start, context.pos)
    const scope = knownScope(where)
    if (!scope) return null
    const blob = largeValueBefore(scope, before)
    // What stands in a large value is known once it is read.
    if (blob) await readWhole(blob).catch(() => undefined)
    const found = completeExpression({ scope, before, explicit: context.explicit, whole: wholeNow })
    if (!found || found.options.length === 0) return null
    const at = dataRunNow(where.documentRef)?.state.startedAt
    return {
      from: start + found.from,
      options: found.options.map((option) => completionOf(option, at)),
      // A dot begins another list.
      validFor: /^[$\w]*$/,
    }
  }
}

export function startOfExpression(text: string, pos: number): number | undefined {
  const span = expressionSpans(text).find(
    ({ start, end, closed }) => pos >= start + 2 && pos <= (closed ? end - 2 : end),
  )
  return span && span.start + 2
}

function largeValueBefore(scope: Known, before: string): BlobRef | undefined {
  const path = pathBefore(before)?.path ?? []
  const value = path.length === 0 ? undefined : knownAt(scope, path)?.value
  return isBlobRef(value) && value.of !== 'string' && wholeNow(value) === undefined ? value : undefined
}

function completionOf(
  { label, also, insert, letter, detail, value, about, call, rank }: CompletionOption,
  at: string | undefined,
): RowCompletion {
  return {
    ...(also === undefined ? { label } : { label: `${label} ${also}`, displayLabel: label }),
    letter,
    detail,
    boost: (rank - 500) / 10,
    apply: (view, completion, from, to) => take(view, completion, { insert, from, to, inside: call === true }),
    ...(value !== undefined ? { info: () => lastValueBox(value, at) } : about && { info: () => aboutBox(about) }),
  }
}

interface Taken {
  readonly insert: string
  readonly from: number
  readonly to: number
  readonly inside: boolean
}

function take(view: EditorView, completion: Completion, { insert, from, to, inside }: Taken): void {
  // A backtick that was typed to begin the name is part of what is inserted.
  const start = insert.startsWith('`') && view.state.sliceDoc(from - 1, from) === '`' ? from - 1 : from
  view.dispatch({
    changes: { from: start, to, insert },
    selection: { anchor: start + insert.length - (inside ? 1 : 0) },
    annotations: pickedCompletion.of(completion),
    userEvent: 'input.complete',
  })
}

function aboutBox(about: string): HTMLElement {
  const box = document.createElement('div')
  box.className = 'last-value'
  const words = document.createElement('p')
  words.textContent = about
  box.append(words)
  return box
}

/** Before the name of each row. */
export const letterColumn = {
  position: 20,
  render(completion: Completion): HTMLElement {
    const letter = document.createElement('span')
    letter.className = 'completion-letter'
    letter.textContent = 'letter' in completion ? String(completion.letter) : ''
    return letter
  },
}
