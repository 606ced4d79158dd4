import { useState } from 'react'
import type { FormField } from '#shared/events/form-field.ts'
import { isJsonObject, type Json } from '#shared/json.ts'
import { sameJson } from '#shared/same-json.ts'
import { asText } from '#shared/workflow/as-text.ts'
import { focusNode } from '../canvas/walk/focus-node.ts'
import { InlineText } from '../parts/inline-text.tsx'
import { ValueView } from '../parts/value-view.tsx'
import { useRunActive, useWait } from '../state/runs.ts'
import { showExecution } from '../state/show-execution.ts'
import { byWords } from './by-words.ts'
import type { Decided, NodeItem } from './node-item.ts'

/** A question to a person, with the way to its card, and then what was said. */
export function Answer({ item, runId }: { readonly item: NodeItem; readonly runId: string }) {
  const { question, decided } = item
  const wait = useWait(runId, question?.waitId)
  const active = useRunActive(runId)
  if (!question) return null
  const go = () => {
    showExecution(runId, item.nodeId, item.path)
    focusNode(item.nodeId)
  }
  return (
    <>
      <p className="selectable">
        <InlineText text={question.title} />
      </p>
      {wait && active && (
        <p className="entry-actions">
          <button type="button" className="button small" onClick={go}>
            {question.asks === 'approval' ? 'Go to the approval' : 'Go to the question'}
          </button>
        </p>
      )}
      {decided && <Said decided={decided} fields={question.fields} />}
      {!wait && !decided && item.ended !== undefined && (
        <p className="hint">It was withdrawn before anyone answered.</p>
      )}
    </>
  )
}

const DECISIONS: Readonly<Record<Decided['decision'], string>> = {
  approved: 'Approved by',
  rejected: 'Rejected by',
  expired: 'Nobody answered in time.',
  answered: 'Answered by',
}

interface SaidProps {
  readonly decided: Decided
  readonly fields: readonly FormField[]
}

function Said({ decided, fields }: SaidProps) {
  const edited = decided.decision === 'approved' && !sameJson(decided.proposed, decided.value)
  return (
    <>
      <p className="entry-decision">
        {DECISIONS[decided.decision]}
        {decided.decision !== 'expired' && ` ${byWords(decided.by)}`}
        {edited && ', edited'}
        {decided.feedback && <span className="selectable">: “{decided.feedback}”</span>}
      </p>
      {edited && <Versions proposed={decided.proposed} value={decided.value} />}
      {decided.decision === 'answered' && isJsonObject(decided.value) && (
        <Values values={decided.value} fields={fields} />
      )}
    </>
  )
}

/** Both versions of an edited payload stay readable. */
function Versions({ proposed, value }: { readonly proposed: Json; readonly value: Json }) {
  const [shown, setShown] = useState<'proposed' | 'approved' | undefined>()
  const button = (which: 'proposed' | 'approved', label: string) => (
    <button
      type="button"
      className="button small"
      aria-expanded={shown === which}
      onClick={() => setShown(shown === which ? undefined : which)}
    >
      {label}
    </button>
  )
  return (
    <>
      <p className="entry-actions">
        {button('approved', 'As approved')}
        {button('proposed', 'As proposed')}
      </p>
      {shown && <ValueView value={shown === 'proposed' ? proposed : value} />}
    </>
  )
}

interface ValuesProps {
  readonly values: { readonly [name: string]: Json }
  readonly fields: readonly FormField[]
}

/** In the words of the form; what it did not ask for stands behind it under its own name. */
function Values({ values, fields }: ValuesProps) {
  const asked = fields.filter(({ name }) => values[name] !== undefined)
  const others = Object.keys(values).filter((name) => !fields.some((field) => field.name === name))
  const rows: readonly (readonly [FormField | undefined, string])[] = [
    ...asked.map((field) => [field, field.name] as const),
    ...others.map((name) => [undefined, name] as const),
  ]
  return (
    <dl className="values selectable">
      {rows.map(([field, name]) => (
        <div key={name}>
          <dt className={field?.title === undefined ? 'mono' : undefined}>{field?.title ?? name}</dt>
          <dd>{answerText(field, values[name])}</dd>
        </div>
      ))}
    </dl>
  )
}

function answerText(field: FormField | undefined, value: Json | undefined): string {
  const text = asText(value)
  return field?.optionTitles?.[field.options?.indexOf(text) ?? -1] ?? text
}
