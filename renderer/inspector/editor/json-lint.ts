/** Marks the place at which text stops being JSON, with what was expected there. */
import { linter } from '@codemirror/lint'
import { readJson } from '#shared/workflow/json-source.ts'

/** Longer than between two keys, so that what is being typed is not called wrong. */
const RESTS_MS = 400

export const jsonLint = linter(
  ({ state: { doc } }) => {
    const read = doc.toString().trim() === '' ? undefined : readJson(doc.toString())
    if (!read || read.ok) return []
    const { line, column } = read.place
    const from = Math.min(doc.line(Math.min(line, doc.lines)).from + column - 1, doc.length)
    return [{ from, to: Math.min(from + 1, doc.length), severity: 'error', message: `${read.message}.` }]
  },
  { delay: RESTS_MS },
)
