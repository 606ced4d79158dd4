/** CodeMirror paints `{{ … }}` and the JSONata in it, and tells which node an expression names: under the caret, or pointed at. */
import { type Extension, RangeSetBuilder } from '@codemirror/state'
import {
  Decoration,
  type DecorationSet,
  Direction,
  EditorView,
  hoverTooltip,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view'
import { expressionSpans } from '#shared/workflow/edit/expression-spans.ts'
import { type Reference, referencesIn } from '#shared/workflow/edit/references.ts'
import { isMac } from '../../actions/key-words.ts'
import { dataRunNow } from '../../state/data-run.ts'
import { jsonataTokens, type TokenKind } from '../scope/jsonata-tokens.ts'
import { knownAt } from '../scope/known.ts'
import { knownScope, type Place } from '../scope/known-scope.ts'
import { pathAround } from '../scope/reference-text.ts'
import { startOfExpression } from './expression-completion.ts'
import { lastValueBox } from './last-value-box.ts'

/** Code runs to the right, also within a line that runs to the left. */
const mark = Decoration.mark({ class: 'cm-expression', bidiIsolate: Direction.LTR })
const marks = Object.fromEntries(
  (['string', 'number', 'word', 'function', 'variable', 'comment', 'pattern'] satisfies TokenKind[]).map((kind) => [
    kind,
    Decoration.mark({ class: `cm-jsonata-${kind}` }),
  ]),
) as Record<TokenKind, Decoration> // one of each kind above

function decorate(view: EditorView, whole: boolean): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>()
  const text = view.state.doc.toString()
  const spans = whole ? [{ start: 0, end: text.length }] : expressionSpans(text)
  for (const { start, end } of spans) {
    if (!whole) builder.add(start, end, mark)
    for (const token of jsonataTokens(text, whole ? 0 : start + 2, end))
      builder.add(token.from, token.to, marks[token.kind])
  }
  return builder.finish()
}

/** `whole`: the text is one expression. */
export function expressionMarks(whole: boolean): Extension {
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet

      constructor(view: EditorView) {
        this.decorations = decorate(view, whole)
      }

      update(update: ViewUpdate): void {
        if (update.docChanged) this.decorations = decorate(update.view, whole)
      }
    },
    {
      decorations: (plugin) => plugin.decorations,
      provide: (plugin) =>
        EditorView.bidiIsolatedRanges.of((view) => view.plugin(plugin)?.decorations ?? Decoration.none),
    },
  )
}

/** References of a text that may be one expression as a whole. */
function references(text: string, whole: boolean): readonly Reference[] {
  if (!whole) return referencesIn(text)
  return referencesIn(`{{${text}}}`).map(({ id, start, end }) => ({ id, start: start - 2, end: end - 2 }))
}

/** Calls back with the node that the expression under the pointer or else under the caret names, or null. */
export function namedNodes(tell: (nodeId: string | null) => void, whole: boolean): Extension {
  let caret: string | null = null
  let pointed: string | null = null
  const say = () => tell(pointed ?? caret)
  return [
    EditorView.updateListener.of((update) => {
      if (!update.selectionSet && !update.docChanged && !update.focusChanged) return
      const text = update.state.doc.toString()
      caret = update.view.hasFocus ? namedAt(text, update.state.selection.main.head, whole) : null
      say()
    }),
    EditorView.domEventHandlers({
      mousemove(event, view) {
        const next = referenceUnder(event, view, whole)?.id ?? null
        if (next === pointed) return
        pointed = next
        say()
      },
      mouseleave() {
        if (pointed === null) return
        pointed = null
        say()
      },
    }),
  ]
}

function namedAt(text: string, head: number, whole: boolean): string | null {
  const span = whole
    ? { start: -2, end: text.length + 2 }
    : expressionSpans(text).find(({ start, end }) => head > start && head < end)
  const inside = span ? references(text, whole).filter(({ start }) => start > span.start && start < span.end) : []
  return (inside.findLast(({ start }) => start <= head) ?? inside[0])?.id ?? null
}

const PREFIX = 'nodes.'.length

function referenceUnder(event: MouseEvent, view: EditorView, whole: boolean): Reference | undefined {
  const pos = view.posAtCoords({ x: event.clientX, y: event.clientY })
  if (pos === null) return undefined
  return references(view.state.doc.toString(), whole).find(({ start, end }) => pos >= start - PREFIX && pos <= end)
}

/** With Ctrl, or Cmd, a click on a reference goes to its node. */
export function jumpToNodes(jump: (nodeId: string) => void, whole: boolean): Extension {
  return EditorView.domEventHandlers({
    mousedown(event, view) {
      if (!(isMac ? event.metaKey : event.ctrlKey) || event.button !== 0) return false
      const found = referenceUnder(event, view, whole)
      if (!found) return false
      event.preventDefault()
      jump(found.id)
      return true
    },
  })
}

/** What is pointed at, as it was in the run whose data counts. */
export function pointedValue(place: () => Place | undefined, whole: boolean): Extension {
  return hoverTooltip((view, pos) => {
    const where = place()
    const text = view.state.doc.toString()
    const start = whole ? 0 : startOfExpression(text, pos)
    const scope = where && start !== undefined ? knownScope(where) : undefined
    const path = start === undefined ? undefined : pathAround(text.slice(start), pos - start)
    const value = scope && path && knownAt(scope, path)?.value
    if (!where || value === undefined) return null
    const at = dataRunNow(where.documentRef)?.state.startedAt
    const hint = path?.[0] === 'nodes' ? `${isMac ? '⌘' : 'Ctrl'}-click goes to its node` : undefined
    return { pos, create: () => ({ dom: wrapped(lastValueBox(value, at, hint)) }) }
  })
}

function wrapped(box: HTMLElement): HTMLElement {
  const tip = document.createElement('div')
  tip.className = 'popover pointed-value'
  tip.append(box)
  return tip
}
