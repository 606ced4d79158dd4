/** Fields of a form that is sent as a whole. What was typed and not saved is there again when the settings are next opened. */
import { isJsonObject } from '#shared/json.ts'
import { keepUnsent, useUnsent } from '../state/unsent.ts'

export interface Typed<Fields> {
  readonly fields: Fields
  readonly unsaved: boolean
  type(part: Partial<Fields>): void
  /** It was saved. */
  forget(): void
}

/** `saved` is what stands in the settings; a name such as `apiKey` keeps what is typed in this window only. */
export function useTyped<Fields extends Readonly<Record<string, string>>>(part: string, saved: Fields): Typed<Fields> {
  const key = `settings ${part}`
  const kept = useUnsent(key)
  const typed = Object.entries(isJsonObject(kept) ? kept : {}).filter(([name, text]) => text !== saved[name])
  const fields = { ...saved, ...Object.fromEntries(typed) }
  return {
    fields,
    unsaved: typed.length > 0,
    type(part) {
      const other = Object.entries({ ...fields, ...part }).filter(([name, text]) => text !== saved[name])
      keepUnsent(key, other.length === 0 ? undefined : Object.fromEntries(other))
    },
    forget: () => keepUnsent(key, undefined),
  }
}
