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
import { json, jsonParseLinter } from '@codemirror/lang-json'
import { linter } from '@codemirror/lint'
import { EditorState, type Extension, Prec } from '@codemirror/state'
import { EditorView, keymap, placeholder as placeholderText, tooltips } from '@codemirror/view'
import type { Place } from '../scope/known-scope.ts'
import { expressionCompletion, letterColumn } from './expression-completion.ts'
import { expressionMarks, jumpToNodes, namedNodes, pointedValue } from './expression-marks.ts'
import { dropReference } from './insert-reference.ts'
import { rememberEditor } from './last-editor.ts'

/** `text` holds `{{ … }}`; an `expression` is one as a whole. */
export type EditorLanguage = 'text' | 'json' | 'expression'

export interface EditorDeeds {
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
        ...(single ? [{ key: 'Enter', run: acceptOrStay }] : []),
      ]),
    ),
    undoKeys(language, now),
    closeBrackets(),
    EditorView.lineWrapping,
    ...(single ? oneLine : []),
    ...(placeholder ? [placeholderText(placeholder)] : []),
    ...(language === 'json'
      ? [json(), expressionMarks(true), linter(jsonParseLinter(), { delay: 400 })]
      : expressions(language, now)),
    tooltips({ position: 'fixed', parent: document.body, tooltipSpace: () => windowInside() }),
    keymap.of(defaultKeymap),
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
    EditorView.domEventHandlers({
      drop: (event, view) => dropReference(view, event, language),
      focus: (_event, view) => rememberEditor(view, language),
    }),
  ]
}

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

const EDGE = 8

/** Lists keep a little off the window's edge. */
const windowInside = () => ({ left: EDGE, top: EDGE, right: innerWidth - EDGE, bottom: innerHeight - EDGE })

const acceptOrStay = (view: EditorView): boolean => acceptCompletion(view) || true

function pick({ onPick }: EditorProps): boolean {
  onPick?.()
  return onPick !== undefined
}
