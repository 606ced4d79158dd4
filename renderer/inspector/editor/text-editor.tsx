/** A text field that knows expressions: they are painted, completed, and name their node on the canvas. */
import { setDiagnostics } from '@codemirror/lint'
import { Compartment, EditorState } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react'
import type { Place } from '../scope/known-scope.ts'
import { type EditorDeeds, editorExtensions } from './editor-extensions.ts'
import type { EditorLanguage } from './editor-language.ts'
import { insertReference } from './insert-reference.ts'
import type { Mistake } from './mistakes.ts'
import { smallestChange } from './smallest-change.ts'
import './text-editor.css'
import './completion.css'

export interface TextEditorHandle {
  /** Puts a reference at the caret: bare inside an expression, else in braces. The editor has the focus then. */
  insert(reference: string): void
  focus(): void
}

export interface TextEditorProps extends EditorDeeds {
  readonly value: string
  readonly label: string
  readonly placeholder?: string | undefined
  /** A field of one line: Enter goes nowhere. */
  readonly single?: boolean
  /** As tall as its text, from one line on. */
  readonly compact?: boolean
  readonly language?: EditorLanguage
  /** Its text is code. */
  readonly code?: boolean
  readonly invalid?: boolean
  /** Where its expressions stand; without it nothing is completed. */
  readonly place?: Place | undefined
  readonly mistakes?: readonly Mistake[]
  readonly describedBy?: string | undefined
  readonly ref?: Ref<TextEditorHandle>
}

const NO_MISTAKES: readonly Mistake[] = []

export function TextEditor(props: TextEditorProps) {
  const { value, label, invalid = false, single = false, mistakes = NO_MISTAKES, describedBy, ref } = props
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const now = useRef(props)
  now.current = props
  const attributes = useRef(new Compartment())

  // The editor lives as long as its place; what changes reaches it through `now` and the effects below.
  useEffect(() => {
    if (!host.current) return
    const { value: doc, language = 'text', single: oneLine = false, placeholder } = now.current
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc,
        // Who picks a value, or comes by a key, goes on with the text: what is inserted goes behind it, not in front.
        selection: { anchor: doc.length },
        extensions: [
          ...editorExtensions({ language, single: oneLine, placeholder, now: () => now.current }),
          attributes.current.of([]),
        ],
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
          ...(describedBy && { 'aria-describedby': describedBy }),
        }),
      ),
    })
  }, [label, invalid, single, describedBy])

  useEffect(() => {
    const editor = view.current
    const change = editor && smallestChange(editor.state.doc.toString(), value)
    // Undo, a rename or another field changed the text; the caret goes to where it did.
    if (change) editor.dispatch({ changes: change, selection: { anchor: change.from + change.insert.length } })
  }, [value])

  const told = JSON.stringify(mistakes)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a form makes its list anew with each letter, and mostly it says the same
  useEffect(() => {
    const editor = view.current
    if (!editor || now.current.language === 'json') return
    const { length } = editor.state.doc
    const inText = mistakes.map((mistake) => ({ ...mistake, to: Math.min(mistake.to, length) }))
    editor.dispatch(
      setDiagnostics(
        editor.state,
        inText.filter(({ from, to }) => from < to),
      ),
    )
  }, [told])

  useImperativeHandle(ref, () => ({
    insert: (reference) => view.current && insertReference(view.current, reference, now.current.language ?? 'text'),
    focus: () => view.current?.focus(),
  }))

  const names = [
    'text-editor',
    single ? 'single' : props.compact ? 'compact' : 'multi',
    (props.language === 'json' || props.code) && 'mono',
    invalid && 'invalid',
  ]
  return <div ref={host} className={names.filter(Boolean).join(' ')} />
}
