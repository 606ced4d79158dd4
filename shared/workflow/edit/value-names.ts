/** What a value that is nothing but `{{ nodes.review.text }}` reads. */
import type { Json } from '../../json.ts'
import { plainNames } from '../expression-tree.ts'

/** `nodes`, `review`, `text`; undefined where it is more than names with dots between them. */
export function namesOf(value: Json | undefined): readonly string[] | undefined {
  const source = typeof value === 'string' ? /^\{\{([^{}]*)\}\}$/.exec(value)?.[1] : undefined
  return source === undefined ? undefined : plainNames(source)
}

/** The node of `{{ nodes.review }}`. */
export function outputOf(value: Json | undefined): string | undefined {
  const names = namesOf(value)
  return names?.length === 2 && names[0] === 'nodes' ? names[1] : undefined
}

/** The field that is read behind an offset of a text. */
export function nextName(text: string, from: number): { readonly name: string; readonly end: number } | undefined {
  const match = /^\s*\.\s*([A-Za-z_]\w*)/.exec(text.slice(from))
  return match?.[1] === undefined ? undefined : { name: match[1], end: from + match[0].length }
}
