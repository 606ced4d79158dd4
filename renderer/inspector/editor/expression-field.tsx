/** A text with expressions, whole: the editor, a picker of values, and below it what comes out on the data of a run. */
import { Braces } from 'lucide-react'
import { Popover } from 'radix-ui'
import { lazy, type Ref, Suspense, useId, useImperativeHandle, useMemo, useRef, useState } from 'react'
import type { Problem } from '#shared/workflow/problem.ts'
import { IconButton } from '../../parts/icon-button.tsx'
import type { FieldSchema } from '../fields/json-schema.ts'
import type { FormContext } from '../fields/widget-props.ts'
import { PreviewLine } from '../preview/preview-line.tsx'
import { usePreview } from '../preview/use-preview.ts'
import type { Place } from '../scope/known-scope.ts'
import type { RowDeeds } from './editor-extensions.ts'
import { mistakesIn } from './mistakes.ts'
import { TextEditor, type TextEditorHandle } from './text-editor.tsx'

const ValuePicker = lazy(async () => ({ default: (await import('../picker/value-picker.tsx')).ValuePicker }))

export interface ExpressionFieldHandle {
  openPicker(): void
}

export interface ExpressionFieldProps extends RowDeeds {
  readonly value: string
  readonly label: string
  readonly placeholder?: string | undefined
  readonly single?: boolean
  readonly compact?: boolean
  readonly code?: boolean
  readonly problems?: readonly Problem[]
  readonly field?: Pick<FieldSchema, 'secrets' | 'hearsEvent'> | undefined
  readonly context: FormContext
  /** What the form says below it. */
  readonly describedBy?: string | undefined
  /** The button that opens the picker stands elsewhere. */
  readonly ownButton?: boolean
  readonly ref?: Ref<ExpressionFieldHandle>
  onText(text: string): void
}

const NO_PROBLEMS: readonly Problem[] = []

export function ExpressionField(props: ExpressionFieldProps) {
  const { value, label, context, problems = NO_PROBLEMS, field, ownButton = false, ref } = props
  const editor = useRef<TextEditorHandle>(null)
  const [picking, setPicking] = useState(false)
  const place = usePlace(context, field)
  const shown = usePreview(value, 'template', place)
  const previewId = useId()
  const wrong = problems.some(({ severity }) => severity === 'error')
  useImperativeHandle(ref, () => ({ openPicker: () => setPicking(true) }))
  return (
    <div className={ownButton ? 'expression-field' : 'expression-field with-button'}>
      <Popover.Root open={picking} onOpenChange={setPicking}>
        <Popover.Anchor className="expression-editor">
          <TextEditor
            ref={editor}
            value={value}
            label={label}
            placeholder={props.placeholder}
            single={props.single ?? false}
            compact={props.compact ?? false}
            code={props.code ?? false}
            invalid={wrong}
            place={place}
            mistakes={mistakesIn(value, problems, shown)}
            describedBy={[props.describedBy, shown && previewId].filter(Boolean).join(' ') || undefined}
            onText={props.onText}
            onEnter={props.onEnter}
            onLines={props.onLines}
            onErase={props.onErase}
            onNamed={context.onNamed}
            onJump={context.onJump}
            onUndo={context.onUndo}
            onRedo={context.onRedo}
            onPick={() => setPicking(true)}
          />
          {!ownButton && (
            <IconButton
              icon={Braces}
              small
              label={`Insert value into ${label}`}
              keys="Ctrl I"
              aria-haspopup="dialog"
              aria-expanded={picking}
              onClick={() => setPicking(true)}
            />
          )}
        </Popover.Anchor>
        <Popover.Portal>
          <Popover.Content
            className="popover value-picker"
            aria-label="Insert value"
            align="end"
            sideOffset={4}
            collisionPadding={8}
            onCloseAutoFocus={(event) => {
              event.preventDefault()
              editor.current?.focus()
            }}
          >
            <Suspense>
              <ValuePicker
                place={place}
                onPick={(reference) => {
                  setPicking(false)
                  // After the popover has given the focus back.
                  requestAnimationFrame(() => editor.current?.insert(reference))
                }}
              />
            </Suspense>
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
      {shown && <PreviewLine id={previewId} shown={shown} place={place} quiet={wrong} />}
    </div>
  )
}

function usePlace({ documentRef, nodeId }: FormContext, field: ExpressionFieldProps['field']): Place {
  const { secrets = false, hearsEvent = false } = field ?? {}
  return useMemo(
    () => ({ documentRef, nodeId, field: { secrets, hearsEvent } }),
    [documentRef, nodeId, secrets, hearsEvent],
  )
}
