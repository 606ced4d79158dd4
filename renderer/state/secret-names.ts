/** What is told by its name to be a secret. It is kept nowhere in plain text, though a person types it in the open. */
import { isJsonObject, type Json } from '#shared/json.ts'

/** `max_tokens` counts words; the name of a secret is never so. */
const NAME = String.raw`[\w-]*(?:password|passwd|passphrase|secret|token(?!s)|api[_-]?key|private[_-]?key|credential|authorization)[\w-]*`
const IS_NAME = new RegExp(`^${NAME}$`, 'i')
/** In a line that calls a command, and in an object as JSON. */
const GIVES_ONE = new RegExp(String.raw`(?:^|\s)${NAME}=\S|"${NAME}"\s*:\s*(?:"[^"]|[^\s"])`, 'i')

/** Without the fields that hold secrets; undefined where it is a text that gives one, or nothing is left. */
export function withoutSecrets(value: Json): Json | undefined {
  if (typeof value === 'string') return GIVES_ONE.test(value) ? undefined : value
  if (Array.isArray(value)) return value.map(withoutSecrets).filter((item) => item !== undefined)
  if (!isJsonObject(value)) return value
  const left = Object.entries(value).flatMap(([name, item]) => {
    const kept = IS_NAME.test(name) ? undefined : withoutSecrets(item)
    return kept === undefined ? [] : [[name, kept] as const]
  })
  return left.length === 0 && Object.keys(value).length > 0 ? undefined : Object.fromEntries(left)
}
