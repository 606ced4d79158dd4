/** CodeMirror paints `{{ … }}` and tells which node the caret's expression names. */
import { type Extension, RangeSetBuilder } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view'
import { expressionSpans } from '#shared/workflow/edit/expression-spans.ts'
import { referencesIn } from '#shared/workflow/edit/references.ts'

const mark = Decoration.mark({ class: 'cm-expression' })

function decorate(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>()
  for (const span of expressionSpans(view.state.doc.toString())) builder.add(span.start, span.end, mark)
  return builder.finish()
}

export const expressionMarks: Extension = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet

    constructor(view: EditorView) {
      this.decorations = decorate(view)
    }

    update(update: ViewUpdate): void {
      if (update.docChanged) this.decorations = decorate(update.view)
    }
  },
  { decorations: (plugin) => plugin.decorations },
)

/** Calls back with the node that the expression under the caret names, or null; also when the focus goes. */
export function namedUnderCaret(tell: (nodeId: string | null) => void): Extension {
  return EditorView.updateListener.of((update) => {
    if (!update.selectionSet && !update.docChanged && !update.focusChanged) return
    if (!update.view.hasFocus) return tell(null)
    const { head } = update.state.selection.main
    const text = update.state.doc.toString()
    const span = expressionSpans(text).find(({ start, end }) => head > start && head < end)
    const inside = span ? referencesIn(text).filter(({ start }) => start > span.start && start < span.end) : []
    const named = inside.findLast(({ start }) => start <= head) ?? inside[0]
    tell(named?.id ?? null)
  })
}
