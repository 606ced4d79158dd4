import type { PreviewQuestion } from './preview.ts'

const SECRET = /\bsecrets\s*\.\s*(\w+)/g
export const HIDDEN_SECRET = '••••••'

/** A secret has a name on the screen, and never a value. */
export function withHiddenSecrets(text: string, scope: PreviewQuestion['scope']): PreviewQuestion['scope'] {
  const names = [...text.matchAll(SECRET)].flatMap(([, name]) => name ?? [])
  if (names.length === 0) return scope
  return { ...scope, secrets: Object.fromEntries(names.map((name) => [name, HIDDEN_SECRET])) }
}
