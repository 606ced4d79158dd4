/** What a node says of itself: the config fields that its kind names for its face, joined by a blank. */
import { isJsonObject, type Json } from '../json.ts'
import { asText } from './as-text.ts'
import type { FacePart, KindDescriptor } from './kind-descriptor.ts'

export function faceText(
  { face }: Pick<KindDescriptor, 'face'>,
  config: Readonly<Record<string, Json>> | undefined,
): string {
  const parts = (face?.fields ?? []).map((part) => partText(typeof part === 'string' ? { field: part } : part, config))
  return parts.filter((part) => part !== '').join(' ')
}

function partText(part: FacePart, config: Readonly<Record<string, Json>> | undefined): string {
  const { before = '', words } = part
  const text = valueText(part, config?.[part.field] ?? part.otherwise)
  if (text === '') return ''
  return (text.startsWith(before) ? '' : before) + (words?.[text] ?? text)
}

function valueText({ of, between = ' ', pairs = false }: FacePart, value: Json | undefined): string {
  if (Array.isArray(value))
    return value.map((item) => asText(of !== undefined && isJsonObject(item) ? item[of] : item)).join(between)
  if (pairs && isJsonObject(value))
    return Object.entries(value)
      .map(([name, item]) => `${name}=${asText(item)}`)
      .join(' ')
  return asText(value)
}
