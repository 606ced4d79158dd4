/** What stands in the fields of a run form: what was typed, else what came with the call, else the values it begins with. */
import { useEffect, useState } from 'react'
import type { Sample } from '#shared/ipc/views/run-views.ts'
import { isJsonObject, type Json } from '#shared/json.ts'
import type { Parameter } from '#shared/workflow/workflow.ts'
import { startText } from '../parts/value-field.tsx'
import { useCommandRuns, useRunsOfCommand } from '../state/data-run.ts'
import { readSamples, useSamples } from '../state/samples.ts'
import { keepUnsent, useUnsent } from '../state/unsent.ts'

/** The values to begin with: of the last run, the command's own, or a kept sample by its name. */
export type Origin =
  | { readonly of: 'last' }
  | { readonly of: 'defaults' }
  | { readonly of: 'sample'; readonly name: string }

export interface FormTexts {
  readonly texts: Readonly<Record<string, string>>
  readonly origin: Origin
  readonly samples: readonly Sample[]
  /** When the last run was, where there was one. */
  readonly lastAt: string | undefined
  begin(origin: Origin): void
  type(name: string, text: string): void
  /** It ran, or was given up. */
  forget(): void
}

const NO_SAMPLES: readonly Sample[] = []
const NO_TEXTS: Readonly<Record<string, string>> = {}

export function useFormTexts(
  command: string,
  parameters: readonly Parameter[],
  given: Readonly<Record<string, string>>,
): FormTexts {
  const [origin, setOrigin] = useState<Origin>({ of: 'last' })
  const unsent = `form ${command}`
  const typed = textsIn(useUnsent(unsent))
  const setTyped = (texts: Readonly<Record<string, string>>) =>
    keepUnsent(unsent, texts === NO_TEXTS ? undefined : texts)
  const [came, setCame] = useState(given)
  useRunsOfCommand(command)
  useEffect(() => void readSamples(command).catch(() => undefined), [command]) // a lost connection; without samples the form is whole
  const samples = useSamples(({ byCommand }) => byCommand[command]) ?? NO_SAMPLES
  const last = useCommandRuns(command).find(({ parent }) => parent === undefined)
  const values = valuesOf(origin, last?.args, samples)
  const texts = Object.fromEntries(
    parameters.map((parameter) => {
      const { name } = parameter
      return [name, typed[name] ?? came[name] ?? beginning(parameter, values[name])]
    }),
  )
  return {
    texts,
    origin,
    samples,
    lastAt: last?.startedAt,
    begin(next) {
      setOrigin(next)
      setTyped(NO_TEXTS)
      setCame(NO_TEXTS)
    },
    type: (name, text) => setTyped({ ...typed, [name]: text }),
    forget: () => setTyped(NO_TEXTS),
  }
}

function textsIn(kept: Json | undefined): Readonly<Record<string, string>> {
  if (!isJsonObject(kept)) return NO_TEXTS
  return Object.fromEntries(
    Object.entries(kept).flatMap(([name, text]) => (typeof text === 'string' ? [[name, text]] : [])),
  )
}

function valuesOf(
  origin: Origin,
  last: Sample['args'] | undefined,
  samples: readonly Sample[],
): Readonly<Record<string, Json>> {
  switch (origin.of) {
    case 'last':
      return last ?? {}
    case 'sample':
      return samples.find(({ name }) => name === origin.name)?.args ?? {}
    default:
      return {}
  }
}

/** A choice that is not offered any more is none. */
function beginning(parameter: Parameter, value: Json | undefined): string {
  const fits = value !== undefined && (parameter.type !== 'enum' || parameter.options?.includes(String(value)) === true)
  return startText(parameter, fits ? value : parameter.default)
}
