/** A part of the settings that is saved as a whole. What was typed and not saved is there again when they are next opened. */
import { useState } from 'react'
import { isJsonObject, type Json } from '#shared/json.ts'
import { changeSettings } from '../state/settings.ts'
import { keepUnsent, unsentNow, useUnsent } from '../state/unsent.ts'
import { failedSaid, type Said, UNSAVED } from './said.tsx'

type Change = Parameters<typeof changeSettings>[0]

export interface SettingsForm<Fields> {
  readonly fields: Fields
  /** What came of the last press on a button, or that what stands here does not count yet. */
  readonly said: Said | undefined
  type(part: Partial<Fields>): void
  say(said: Said | undefined): void
  save(change: Change | { readonly wrong: string }): Promise<void>
}

/** `saved` is what stands in the settings; a name such as `apiKey` keeps what is typed in this window only. */
export function useSettingsForm<Fields extends Readonly<Record<string, string>>>(
  part: string,
  saved: Fields,
): SettingsForm<Fields> {
  const key = `settings ${part}`
  const typed = textsIn(useUnsent(key)).filter(([name, text]) => text !== saved[name])
  const fields = { ...saved, ...Object.fromEntries(typed) }
  const [said, say] = useState<Said>()
  const keep = (texts: readonly (readonly [string, string])[]) =>
    keepUnsent(key, texts.length === 0 ? undefined : Object.fromEntries(texts))
  /** What was typed while it was being saved is not saved. */
  const forgetSent = () => keep(textsIn(unsentNow(key)).filter(([name, text]) => text !== fields[name]))
  return {
    fields,
    said: said ?? (typed.length > 0 ? UNSAVED : undefined),
    type(part) {
      keep(Object.entries({ ...fields, ...part }).filter(([name, text]) => text !== saved[name]))
    },
    say,
    async save(change) {
      if ('wrong' in change) return say({ good: false, sentence: change.wrong })
      try {
        await changeSettings(change)
        forgetSent()
        say({ good: true, sentence: 'Saved.' })
      } catch (error) {
        say(failedSaid(error))
      }
    },
  }
}

const textsIn = (kept: Json | undefined): readonly (readonly [string, string])[] =>
  Object.entries(isJsonObject(kept) ? kept : {}).flatMap(([name, text]) =>
    typeof text === 'string' ? [[name, text] as const] : [],
  )
