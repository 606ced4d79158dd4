/** How a value is shown: decided once here, so that window, terminal and log agree. */
import { isJsonObject, type Json } from '#shared/json.ts'
import { asText } from '#shared/workflow/as-text.ts'

export const VIEWS = ['auto', 'markdown', 'table', 'diff'] as const

/** What the screen gets: Markdown, rows, or the text of a unified diff. Never `auto`. */
export type Presented =
  | { readonly view: 'markdown'; readonly body: string }
  | { readonly view: 'table'; readonly body: { [column: string]: Json }[] }
  | { readonly view: 'diff'; readonly body: string }

export function presented(view: (typeof VIEWS)[number], body: Json | undefined): Presented {
  const as = view === 'auto' ? guess(body) : view
  if (as === 'table') return { view: as, body: rowsOf(body) }
  if (as === 'diff') return { view: as, body: isJsonObject(body) ? asText(body.diff ?? body) : asText(body) }
  return { view: as, body: markdownOf(body) }
}

function guess(body: Json | undefined): 'markdown' | 'table' | 'diff' {
  if (isJsonObject(body) && typeof body.diff === 'string') return 'diff'
  return Array.isArray(body) && body.length > 0 && body.every(isJsonObject) ? 'table' : 'markdown'
}

/** JSONata makes a result of one row into that row, and of none into nothing. */
function rowsOf(body: Json | undefined): { [column: string]: Json }[] {
  if (body === undefined || body === null) return []
  const rows = Array.isArray(body) ? body : [body]
  return rows.map((row) => (isJsonObject(row) ? row : { value: row }))
}

function markdownOf(body: Json | undefined): string {
  if (body === undefined || body === null || typeof body === 'string') return body ?? ''
  return `\`\`\`json\n${JSON.stringify(body, null, 2)}\n\`\`\``
}
