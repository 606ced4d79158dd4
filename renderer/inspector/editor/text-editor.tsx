/** A text field that knows expressions: they are painted, completed, and name their node on the canvas. */
import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeCompletion,
  completionKeymap,
  startCompletion,
} from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { json, jsonParseLinter } from '@codemirror/lang-json'
import { linter } from '@codemirror/lint'
import { Compartment, EditorState, type Extension, Prec } from '@codemirror/state'
import { EditorView, keymap, placeholder as placeholderText, tooltips } from '@codemirror/view'
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react'
import { type ExpressionScope, expressionCompletion } from './expression-completion.ts'
import { expressionMarks, namedUnderCaret } from './expression-marks.ts'
import './text-editor.css'

export interface TextEditorHandle {
  /** Puts an empty expression at the caret and shows what may stand in it. */
  insertValue(): void
}

export interface TextEditorProps {
  readonly value: string
  readonly label: string
  readonly placeholder?: string | undefined
  /** A field of one line: Enter goes nowhere. */
  readonly single?: boolean
  /** As tall as its text, from one line on. */
  readonly compact?: boolean
  readonly language?: 'text' | 'json'
  readonly invalid?: boolean
  readonly scope?: (() => ExpressionScope | undefined) | undefined
  readonly onText: (text: string) => void
  readonly onNamed?: ((nodeId: string | null) => void) | undefined
  readonly ref?: Ref<TextEditorHandle>
}

export function TextEditor(props: TextEditorProps) {
  const { value, label, invalid = false, single = false, ref } = props
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const now = useRef(props)
  now.current = props
  const attributes = useRef(new Compartment())

  // The editor lives as long as its place; what changes reaches it through `now` and the effects below.
  useEffect(() => {
    if (!host.current) return
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: now.current.value,
        extensions: [...extensionsFor(() => now.current), attributes.current.of([])],
      }),
    })
    view.current = editor
    return () => {
      now.current.onNamed?.(null)
      view.current = null
      editor.destroy()
    }
  }, [])

  useEffect(() => {
    view.current?.dispatch({
      effects: attributes.current.reconfigure(
        EditorView.contentAttributes.of({
          'aria-label': label,
          'aria-multiline': String(!single),
          // Editable text takes the focus anyway; this says so to tools that check what scrolls.
          tabindex: '0',
          ...(invalid && { 'aria-invalid': 'true' }),
        }),
      ),
    })
  }, [label, invalid, single])

  useEffect(() => {
    const editor = view.current
    if (!editor || editor.state.doc.toString() === value) return
    // Undo, a rename or another field changed the text; the caret stays where it can.
    const head = Math.min(editor.state.selection.main.head, value.length)
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value }, selection: { anchor: head } })
  }, [value])

  useImperativeHandle(ref, () => ({
    insertValue() {
      const editor = view.current
      if (!editor) return
      const { head } = editor.state.selection.main
      editor.focus()
      editor.dispatch({ changes: { from: head, insert: '{{  }}' }, selection: { anchor: head + 3 } })
      startCompletion(editor)
    },
  }))

  const names = [
    'text-editor',
    single ? 'single' : props.compact ? 'compact' : 'multi',
    props.language === 'json' && 'mono',
    invalid && 'invalid',
  ]
  return <div ref={host} className={names.filter(Boolean).join(' ')} />
}

function extensionsFor(props: () => TextEditorProps): Extension[] {
  const { single, language, placeholder } = props()
  const heard = EditorView.updateListener.of((update) => {
    if (!update.docChanged) return
    const text = update.state.doc.toString()
    if (text !== props().value) props().onText(text)
  })
  return [
    Prec.high(
      keymap.of([{ key: 'Tab', run: acceptCompletion }, ...(single ? [{ key: 'Enter', run: acceptOrStay }] : [])]),
    ),
    history(),
    closeBrackets(),
    EditorView.lineWrapping,
    ...(single ? [EditorState.transactionFilter.of((change) => (change.newDoc.lines > 1 ? [] : change))] : []),
    ...(placeholder ? [placeholderText(placeholder)] : []),
    ...(language === 'json' ? [json(), linter(jsonParseLinter(), { delay: 400 })] : []),
    autocompletion({
      override: [expressionCompletion(() => props().scope?.())],
      icons: false,
      tooltipClass: () => 'popover completion',
    }),
    expressionMarks,
    tooltips({ position: 'fixed', parent: document.body, tooltipSpace: () => windowInside() }),
    namedUnderCaret((nodeId) => props().onNamed?.(nodeId)),
    keymap.of([{ key: 'Escape', run: closeCompletion }, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
    heard,
  ]
}

const EDGE = 8

/** Lists keep a little off the window's edge. */
const windowInside = () => ({ left: EDGE, top: EDGE, right: innerWidth - EDGE, bottom: innerHeight - EDGE })

const acceptOrStay = (view: EditorView): boolean => acceptCompletion(view) || true
