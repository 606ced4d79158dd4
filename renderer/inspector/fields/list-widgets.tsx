/** Fields with several values: lists of text, names with values, and lists of objects with fields of their own. */
import { Plus, X } from 'lucide-react'
import { type MouseEvent, type ReactNode, useId, useState } from 'react'
import { isJsonObject, type Json } from '#shared/json.ts'
import { asText } from '#shared/workflow/as-text.ts'
import { focusWhenDrawn } from '../../canvas/walk/focus-when-drawn.ts'
import { IconButton } from '../../parts/icon-button.tsx'
import { ExpressionField } from '../editor/expression-field.tsx'
import { FieldFrame, problemsOf } from './field-frame.tsx'
import { LineWidget } from './text-widgets.tsx'
import type { WidgetProps } from './widget-props.ts'

export function ListWidget(props: WidgetProps) {
  const { field, value, problems, context, onValue } = props
  if (typeof value === 'string') return <LineWidget {...props} />
  const items = Array.isArray(value) ? value : []
  const put = (next: readonly Json[]) => onValue(next.length === 0 && !field.required ? undefined : [...next])
  const label = (index: number) => `${field.title} ${index + 1}`
  const putAndGo = (next: readonly Json[], index: number) => {
    put(next)
    focusWhenDrawn(() => editorLabelled(label(index)))
  }
  return (
    <FieldFrame
      wide
      title={field.title}
      description={field.description}
      problems={problems}
      aside={<Add what={field.title} onClick={() => put([...items, ''])} />}
    >
      {({ describedBy }) => (
        <Rows items={items} what={field.title} onItems={put}>
          {(item, index) => (
            <ExpressionField
              describedBy={problems.length > 0 ? describedBy : undefined}
              single
              code
              value={asText(item)}
              label={label(index)}
              problems={problemsOf(problems, `${field.name}[${index}]`)}
              context={context}
              field={field}
              onText={(text) => put(items.map((other, at) => (at === index ? text : other)))}
              onEnter={() => putAndGo(items.toSpliced(index + 1, 0, ''), index + 1)}
              onLines={(lines) => putAndGo(items.toSpliced(index, 1, ...lines), index + lines.length - 1)}
              onErase={() => putAndGo(items.toSpliced(index, 1), Math.max(0, index - 1))}
            />
          )}
        </Rows>
      )}
    </FieldFrame>
  )
}

const editorLabelled = (label: string) =>
  document.querySelector<HTMLElement>(`.inspector [aria-label="${CSS.escape(label)}"]`)

export function MapWidget({ field, value, problems, context, onValue }: WidgetProps) {
  const entries = isJsonObject(value) ? Object.entries(value) : []
  const put = (next: readonly (readonly [string, Json])[]) =>
    onValue(next.length === 0 && !field.required ? undefined : Object.fromEntries(next))
  const add = () => put([...entries, [freeName(entries.map(([name]) => name)), '']])
  return (
    <FieldFrame
      wide
      title={field.title}
      description={field.description}
      problems={problems}
      aside={<Add what={field.title} onClick={add} />}
    >
      {({ describedBy }) => (
        <Rows items={entries} what={field.title} onItems={put}>
          {([name, item], index) => (
            <span className="form-pair">
              <NameOfEntry
                key={name}
                label={`${field.title}: name ${index + 1}`}
                name={name}
                others={entries.flatMap(([other], at) => (at === index ? [] : [other]))}
                onName={(next) => put(entries.map((entry, at) => (at === index ? [next, entry[1]] : entry)))}
              />
              <ExpressionField
                describedBy={problems.length > 0 ? describedBy : undefined}
                single
                value={asText(item)}
                label={`${field.title}: ${name}`}
                problems={problemsOf(problems, `${field.name}.${name}`)}
                context={context}
                field={field}
                onText={(text) => put(entries.map((entry, at) => (at === index ? [entry[0], text] : entry)))}
              />
            </span>
          )}
        </Rows>
      )}
    </FieldFrame>
  )
}

interface NameOfEntryProps {
  readonly label: string
  readonly name: string
  readonly others: readonly string[]
  onName(name: string): void
}

/** Taken on leaving the field: letter by letter it would pass by the names of others, and take their place. */
function NameOfEntry({ label, name, others, onName }: NameOfEntryProps) {
  const [draft, setDraft] = useState(name)
  const wrongId = useId()
  const next = draft.trim()
  const wrong = next === '' ? 'It needs a name.' : others.includes(next) ? `“${next}” is there already.` : undefined
  return (
    <>
      <input
        className="input mono"
        data-undo="own"
        data-taken="left"
        aria-label={label}
        aria-invalid={wrong !== undefined}
        aria-describedby={wrong === undefined ? undefined : wrongId}
        spellCheck={false}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={() => {
          if (wrong === undefined && next !== name) onName(next)
          else setDraft(name)
        }}
      />
      {wrong !== undefined && (
        <p id={wrongId} className="wrong">
          {wrong}
        </p>
      )}
    </>
  )
}

function freeName(taken: readonly string[]): string {
  let name = 'NAME'
  for (let count = 2; taken.includes(name); count += 1) name = `NAME${count}`
  return name
}

interface RowsProps<T> {
  readonly items: readonly T[]
  readonly what: string
  readonly children: (item: T, index: number) => ReactNode
  onItems(items: readonly T[]): void
}

/** Rows have no identity but their place; each keeps its text outside of React, so a shift is drawn right. */
export function Rows<T>({ items, what, children, onItems }: RowsProps<T>) {
  return (
    <ul className="form-rows">
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <li key={index}>
          <div className="form-row">{children(item, index)}</div>
          <IconButton
            icon={X}
            small
            label={`Remove ${what.toLowerCase()} ${index + 1}`}
            onClick={() => onItems(items.filter((_item, at) => at !== index))}
          />
        </li>
      ))}
    </ul>
  )
}

/** What it adds is a row below: its first field takes the caret, since that is what one types next. */
export function Add({ what, onClick }: { readonly what: string; readonly onClick: () => void }) {
  const add = ({ currentTarget }: MouseEvent) => {
    const field = currentTarget.closest('.form-field')
    const before = field?.querySelectorAll(ROWS).length ?? 0
    onClick()
    focusWhenDrawn(() => {
      const rows = field?.querySelectorAll(ROWS) ?? []
      return rows.length > before ? firstField(rows[rows.length - 1]) : undefined
    })
  }
  return (
    <button type="button" className="form-aside" aria-label={`Add to ${what.toLowerCase()}`} onClick={add}>
      <Plus size={12} aria-hidden="true" />
      Add
    </button>
  )
}

const ROWS = ':scope .form-rows > li'

function firstField(row: Element | undefined): HTMLElement | null | undefined {
  const field = row?.querySelector<HTMLElement>('input, select, textarea, [contenteditable="true"]')
  row?.scrollIntoView({ block: 'nearest' })
  // A name that was made up is typed over.
  if (field instanceof HTMLInputElement) field.select()
  return field
}
