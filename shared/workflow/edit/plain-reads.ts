import type { Json } from '../../json.ts'
import { plainNames } from '../expression-tree.ts'

/** The node of `{{ nodes.review }}`. */
export function outputOf(value: Json | undefined): string | undefined {
  const source = typeof value === 'string' ? /^\{\{([^{}]*)\}\}$/.exec(value)?.[1] : undefined
  const names = source === undefined ? undefined : plainNames(source)
  return names?.length === 2 && names[0] === 'nodes' ? names[1] : undefined
}

/** The field that is read behind an offset of a text. */
export function nextName(text: string, from: number): { readonly name: string; readonly end: number } | undefined {
  const match = /^\s*\.\s*([A-Za-z_]\w*)/.exec(text.slice(from))
  return match?.[1] === undefined ? undefined : { name: match[1], end: from + match[0].length }
}
