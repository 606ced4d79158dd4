/** What CodeMirror is made of here: keys, completion, painting, and undo that is the document's own. */
import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeCompletion,
  completionKeymap,
  completionStatus,
} from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap, redoDepth, undoDepth } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import { EditorState, type Extension, Prec } from '@codemirror/state'
import { dropCursor, EditorView, keymap, placeholder as placeholderText, tooltips } from '@codemirror/view'
import type { Place } from '../scope/known-scope.ts'
import type { EditorLanguage } from './editor-language.ts'
import { expressionBraces } from './expression-braces.ts'
import { expressionCompletion, letterColumn } from './expression-completion.ts'
import { expressionMarks, jumpToNodes, namedNodes, pointedValue } from './expression-marks.ts'
import { dropReference } from './insert-reference.ts'
import { jsonLint } from './json-lint.ts'
import { rememberEditor } from './last-editor.ts'

/** Of a field that is one row of a list. */
export interface RowDeeds {
  readonly onEnter?: (() => void) | undefined
  /** Several lines were pasted: what the field holds then, and what follows it. */
  readonly onLines?: ((lines: readonly string[]) => void) | undefined
  /** Backspace while it is empty. */
  readonly onErase?: (() => void) | undefined
}

export interface EditorDeeds extends RowDeeds {
  readonly onText: (text: string) => void
  readonly onNamed?: ((nodeId: string | null) => void) | undefined
  readonly onJump?: ((nodeId: string) => void) | undefined
  /** The person wants to pick a value. */
  readonly onPick?: (() => void) | undefined
  /** Undo and redo of the document: what was typed here is a step of it. Without them the editor keeps its own. */
  readonly onUndo?: (() => void) | undefined
  readonly onRedo?: (() => void) | undefined
}

interface EditorProps extends EditorDeeds {
  readonly value: string
  readonly place?: Place | undefined
}

export interface EditorOptions {
  readonly language: EditorLanguage
  readonly single: boolean
  readonly placeholder: string | undefined
  readonly now: () => EditorProps
}

export function editorExtensions({ language, single, placeholder, now }: EditorOptions): Extension[] {
  const heard = EditorView.updateListener.of((update) => {
    if (!update.docChanged) return
    const text = update.state.doc.toString()
    if (text !== now().value) now().onText(text)
  })
  return [
    Prec.high(
      keymap.of([
        { key: 'Tab', run: acceptCompletion },
        { key: 'Mod-i', run: () => pick(now()) },
        ...(single ? rowKeys(now) : []),
      ]),
    ),
    undoKeys(language, now),
    ...(language === 'json' ? [] : [expressionBraces]),
    closeBrackets(),
    EditorView.lineWrapping,
    EditorView.perLineTextDirection.of(true),
    ...(single ? [pastedRows(now), ...oneLine] : []),
    ...(placeholder ? [silentWhereFilled, placeholderText(placeholder)] : []),
    ...(language === 'json' ? [json(), expressionMarks(true), jsonLint] : expressions(language, now)),
    tooltips({ position: 'fixed', parent: document.body, tooltipSpace: () => windowInside() }),
    keymap.of(editorKeys),
    heard,
  ]
}

function expressions(language: EditorLanguage, now: () => EditorProps): Extension[] {
  const whole = language === 'expression'
  return [
    autocompletion({
      override: [expressionCompletion(() => now().place, whole)],
      defaultKeymap: false,
      icons: false,
      addToOptions: [letterColumn],
      tooltipClass: () => 'popover completion',
      // In the flow of the list, so that both are placed as one and neither covers the caret's line.
      positionInfo: () => ({ style: 'position: static' }),
    }),
    Prec.highest(keymap.of(completionKeys)),
    expressionMarks(whole),
    namedNodes((nodeId) => now().onNamed?.(nodeId), whole),
    jumpToNodes((nodeId) => now().onJump?.(nodeId), whole),
    pointedValue(() => now().place, whole),
    dropCursor(),
    EditorView.domEventHandlers({
      drop: (event, view) => dropReference(view, event, language),
      focus: (_event, view) => rememberEditor(view, language),
    }),
  ]
}

/** By Ctrl or ⌘ with Enter the command is run, from here as from anywhere. */
const editorKeys = defaultKeymap.filter(({ key }) => key !== 'Mod-Enter')

const completionKeys = [...completionKeymap.filter(({ key }) => key !== 'Escape'), { key: 'Escape', run: closeList }]

/** Esc is the list's while one is seen. One that is still sought, as after each letter, goes away, and Esc means what it means without it. */
function closeList(view: EditorView): boolean {
  const seen = completionStatus(view.state) === 'active'
  return closeCompletion(view) && seen
}

/** JSON may be wrong for a while, which no document holds: its editor undoes by itself, and hands over at its beginning. */
function undoKeys(language: EditorLanguage, now: () => EditorProps): Extension {
  const handOver = (deed: 'onUndo' | 'onRedo') => () => {
    now()[deed]?.()
    return now()[deed] !== undefined
  }
  const keys = [
    { key: 'Mod-z', run: handOver('onUndo'), preventDefault: true },
    { key: 'Mod-y', mac: 'Mod-Shift-z', run: handOver('onRedo'), preventDefault: true },
    { key: 'Mod-Shift-z', run: handOver('onRedo'), preventDefault: true },
  ]
  if (language !== 'json' && now().onUndo) return keymap.of(keys)
  const own = (depth: (state: EditorState) => number, deed: 'onUndo' | 'onRedo') => (view: EditorView) =>
    depth(view.state) === 0 && handOver(deed)()
  return [
    history(),
    Prec.high(
      keymap.of([
        { key: 'Mod-z', run: own(undoDepth, 'onUndo') },
        { key: 'Mod-y', run: own(redoDepth, 'onRedo') },
        { key: 'Mod-Shift-z', run: own(redoDepth, 'onRedo') },
      ]),
    ),
    keymap.of(historyKeymap),
  ]
}

/** Text of several lines that is pasted becomes one; nothing of it is lost. */
const oneLine: Extension[] = [
  EditorView.clipboardInputFilter.of((text) => text.replace(/\s*\n\s*/g, ' ')),
  EditorState.transactionFilter.of((change) => (change.docChanged && change.newDoc.lines > 1 ? [] : change)),
]

/** CodeMirror names the placeholder also of a field that holds text, and a screen reader then says it in the text's place. */
const silentWhereFilled = EditorView.contentAttributes.of(
  ({ state }): Record<string, string> => (state.doc.length > 0 ? { 'aria-placeholder': '' } : {}),
)

const EDGE = 8

/** Lists keep a little off the window's edge. */
const windowInside = () => ({ left: EDGE, top: EDGE, right: innerWidth - EDGE, bottom: innerHeight - EDGE })

const rowKeys = (now: () => RowDeeds) => [
  {
    key: 'Enter',
    run(view: EditorView) {
      if (!acceptCompletion(view)) now().onEnter?.()
      return true
    },
  },
  {
    key: 'Backspace',
    run(view: EditorView) {
      const { onErase } = now()
      if (view.state.doc.length > 0 || !onErase) return false
      onErase()
      return true
    },
  },
]

/** Each line that is pasted becomes a row, where there can be more than one. */
const pastedRows = (now: () => RowDeeds) =>
  EditorView.domEventHandlers({
    paste(event, view) {
      const lines = (event.clipboardData?.getData('text/plain') ?? '').split(/\s*\n\s*/).filter(Boolean)
      const { onLines } = now()
      const [first, ...rest] = lines
      if (!onLines || first === undefined || rest.length === 0) return false
      event.preventDefault()
      onLines([view.state.update(view.state.replaceSelection(first)).state.doc.toString(), ...rest])
      return true
    },
  })

function pick({ onPick }: EditorProps): boolean {
  onPick?.()
  return onPick !== undefined
}
