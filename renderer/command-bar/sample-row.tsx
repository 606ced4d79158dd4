/** Above the fields of a run form: which values they began with, and keeping what stands in them under a name. */
import { Trash2 } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import type { Json } from '#shared/json.ts'
import { errorSentence } from '../bridge/bridge.ts'
import { atWords } from '../glyphs/time.ts'
import { HEARS_ESCAPE } from '../parts/hears-escape.ts'
import { IconButton } from '../parts/icon-button.tsx'
import { removeSample, saveSample } from '../state/samples.ts'
import type { FormTexts, Origin } from './use-form-texts.ts'
import './sample-row.css'

export interface SampleRowProps {
  /** Of the command. */
  readonly name: string
  readonly form: FormTexts
  /** The fields begin anew with other values. */
  onBegin(): void
  /** What stands in the fields; with what cannot be read as a value. */
  readonly read: () => {
    readonly args: Readonly<Record<string, Json>>
    readonly errors: Readonly<Record<string, string>>
  }
}

const SAMPLE = 'sample:'

export function SampleRow({ name, form, onBegin, read }: SampleRowProps) {
  const id = useId()
  const { origin, samples, lastAt } = form
  const [keeping, setKeeping] = useState(false)
  const [error, setError] = useState('')
  const chosen = origin.of === 'sample' ? origin.name : undefined
  const ask = (asked: Promise<void>) =>
    asked.then(() => setError('')).catch((failure: unknown) => setError(errorSentence(failure)))
  const asks = useRef<HTMLButtonElement>(null)
  const begin = (next: Origin) => {
    onBegin()
    form.begin(next)
  }
  const leave = () => {
    setKeeping(false)
    asks.current?.focus()
  }
  const keep = (sample: string) => {
    const { args, errors } = read()
    const [wrong] = Object.entries(errors)
    if (wrong) return setError(`${wrong[0]}: ${wrong[1]}`)
    leave()
    void ask(saveSample(name, { name: sample, args }).then(() => begin({ of: 'sample', name: sample })))
  }
  return (
    <div className="field sample-row">
      <label className="label" htmlFor={id}>
        Values of
      </label>
      <span className="sample-choice">
        <select
          id={id}
          className="input"
          value={choiceOf(origin, lastAt)}
          onChange={(event) => begin(originOf(event.target.value))}
        >
          {lastAt !== undefined && <option value="last">the last run, {atWords(lastAt)}</option>}
          <option value="defaults">the command’s defaults</option>
          {samples.map((sample) => (
            <option key={sample.name} value={SAMPLE + sample.name}>
              {sample.name}
            </option>
          ))}
        </select>
        {chosen !== undefined && (
          <IconButton
            icon={Trash2}
            label={`Forget “${chosen}”`}
            onClick={() => {
              asks.current?.focus() // the button goes with what it forgot
              void ask(removeSample(name, chosen).then(() => begin({ of: 'last' })))
            }}
          />
        )}
        <button
          ref={asks}
          type="button"
          className="button"
          aria-expanded={keeping}
          onClick={() => setKeeping(!keeping)}
        >
          Keep…
        </button>
      </span>
      {keeping && <KeepAs first={chosen ?? ''} onKeep={keep} onLeave={leave} />}
      {error && (
        <p className="wrong" role="alert">
          {error}
        </p>
      )}
    </div>
  )
}

interface KeepAsProps {
  readonly first: string
  onKeep(name: string): void
  onLeave(): void
}

function KeepAs({ first, onKeep, onLeave }: KeepAsProps) {
  const [name, setName] = useState(first)
  const keep = () => name.trim() !== '' && onKeep(name.trim())
  return (
    <span className="sample-keep" {...HEARS_ESCAPE}>
      <input
        className="input"
        aria-label="Name for these values"
        placeholder="A name, such as small"
        // biome-ignore lint/a11y/noAutofocus: it appears because the person asked to name the values
        autoFocus
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') return onLeave()
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
          // Enter in the form runs it; here it names.
          event.preventDefault()
          event.stopPropagation()
          keep()
        }}
      />
      <button type="button" className="button" disabled={name.trim() === ''} onClick={keep}>
        Keep
      </button>
    </span>
  )
}

const choiceOf = (origin: Origin, lastAt: string | undefined): string =>
  origin.of === 'sample' ? SAMPLE + origin.name : origin.of === 'last' && lastAt === undefined ? 'defaults' : origin.of

function originOf(value: string): Origin {
  if (value.startsWith(SAMPLE)) return { of: 'sample', name: value.slice(SAMPLE.length) }
  return value === 'last' ? { of: 'last' } : { of: 'defaults' }
}
