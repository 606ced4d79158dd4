/** The preview of a text that is being typed: a moment after the last key, on the data of the run that counts. */
import { useEffect, useRef, useState } from 'react'
import { isJsonObject } from '#shared/json.ts'
import { referencesIn } from '#shared/workflow/edit/references.ts'
import { useDataRun } from '../../state/data-run.ts'
import { knownScope, type Place } from '../scope/known-scope.ts'
import { askPreview } from './ask-preview.ts'
import { withHiddenSecrets } from './hidden-secrets.ts'
import type { Preview, PreviewQuestion } from './preview.ts'

const AFTER_TYPING_MS = 140

/** It names a node that failed in this run, whose error is no value of it here. */
export interface WithoutValue {
  readonly state: 'failed'
  readonly nodeId: string
}

export interface ShownPreview {
  readonly preview: Preview | WithoutValue
  /** The text that it is of; a later one is being asked about. */
  readonly text: string
  /** It names the item of a container that this run has not been in. */
  readonly withoutItem?: boolean
}

const NAMES_ITEM = /\{\{[\s\S]*\b(?:item|index)\b/

/** Undefined: nothing to evaluate, or not evaluated yet. */
export function usePreview(
  text: string,
  as: PreviewQuestion['as'],
  place: Place | undefined,
): ShownPreview | undefined {
  const [shown, setShown] = useState<ShownPreview>()
  const run = useDataRun(place?.documentRef ?? '')
  const wanted = place !== undefined && (as === 'expression' ? text.trim() !== '' : text.includes('{{'))
  const now = useRef(place)
  now.current = place
  // biome-ignore lint/correctness/useExhaustiveDependencies: a later event of the run, or another run, is new data
  useEffect(() => {
    if (!wanted) return setShown(undefined)
    let here = true
    const ask = async () => {
      const { value: scope, shape, failed = [] } = (now.current && knownScope(now.current)) ?? {}
      const whole = as === 'expression' ? `{{${text}}}` : text
      const withoutItem =
        shape?.fields?.item !== undefined && isJsonObject(scope) && scope.index === undefined && NAMES_ITEM.test(whole)
      const preview = await askPreview({ text, as, scope: withHiddenSecrets(text, isJsonObject(scope) ? scope : {}) })
      const named = new Set(referencesIn(whole).map(({ id }) => id))
      const missing = failed.find((id) => named.has(id))
      // What is wrong with the text itself is told first: a run would not get past it.
      const told =
        missing === undefined || preview.state === 'error' ? preview : ({ state: 'failed', nodeId: missing } as const)
      if (here) setShown({ preview: told, text, withoutItem })
    }
    const timer = setTimeout(() => void ask(), AFTER_TYPING_MS)
    return () => {
      here = false
      clearTimeout(timer)
    }
  }, [text, as, wanted, run?.state.seq, run?.runId])
  return wanted ? shown : undefined
}
