/**
 * The braces of an expression while it is typed. CodeMirror closes `{{` by itself; a blank gives room on both sides, `{{ | }}`;
 * and who types the end as well, as most do, goes over the one that is there: a second one would be text for the reader.
 */
import type { Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'

/** Stands before `closeBrackets`, which knows no blanks. */
export const expressionBraces: Extension = EditorView.inputHandler.of((view, from, to, typed) => {
  const { doc } = view.state
  if (from !== to) return false
  if (typed === ' ' && doc.sliceString(from - 2, from) === '{{' && doc.sliceString(to, to + 2) === '}}') {
    view.dispatch({ changes: { from, insert: '  ' }, selection: { anchor: from + 1 }, userEvent: 'input.type' })
    return true
  }
  const over = typed === '}' ? blanksBeforeEnd(doc.toString(), from) : undefined
  if (over === undefined) return false
  // One blank stands before the end, whichever of the two it was.
  const spare = doc.sliceString(from - 1, from) === ' ' ? over : 0
  view.dispatch({
    changes: { from, to: from + spare },
    selection: { anchor: from + over - spare + 1 },
    userEvent: 'input.type',
    scrollIntoView: true,
  })
  return true
})

/** How many blanks stand between the caret and the brace that a typed `}` means; undefined where it is one of its own. */
export function blanksBeforeEnd(text: string, caret: number): number | undefined {
  const open = openBraces(text.slice(0, caret))
  if (open === 1) return text[caret] === '}' ? 0 : undefined
  const [, blanks] = /^( *)\}\}/.exec(text.slice(caret)) ?? []
  return open === 2 ? blanks?.length : undefined
}

/** Of the expression that `text` ends in: the two that begin it, and those of objects; 0 outside of one. */
function openBraces(text: string): number {
  let open = 0
  let at = 0
  for (;;) {
    // Quotes of prose are none of an expression's.
    const sought = open === 0 ? /\\\{\{|\{\{/g : /[{}]|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/gs
    sought.lastIndex = at
    const [part] = sought.exec(text) ?? []
    if (part === undefined) return open
    at = sought.lastIndex
    if (part === '{{') open = 2
    else if (part === '{') open += 1
    else if (part === '}') open -= 1
  }
}
