/** Text of a workflow inside Markdown that an assistant loads: what is a program or an argument there stays text. */
import type { Json } from '#shared/json.ts'

/** Claude Code runs a command behind `!` when it loads the file, and puts arguments in for `$1` and `$ARGUMENTS`. */
export const safeText = (text: string): string => text.replace(/!(?=`)/g, '! ').replace(/\$(?=\d|ARGUMENTS\b)/g, '\\$')

/** In a line of its own YAML string, which JSON's is. */
export const frontmatterText = (text: string): string => JSON.stringify(text.replace(/\s+/g, ' ').trim())

export function codeOf(text: string): string {
  const fence = '`'.repeat(longestRun(text) + 1)
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : ''
  return safeText(`${fence}${pad}${text}${pad}${fence}`)
}

const LONGEST_LINE = 100

/** One line stands in its line, more in a block; what is no text as JSON. */
export function valueLines(label: string, value: Json): readonly string[] {
  const short = JSON.stringify(value)
  const text = typeof value === 'string' ? value : short.length > LONGEST_LINE ? JSON.stringify(value, null, 2) : short
  if (!text.includes('\n')) return [`- ${label}: ${codeOf(text)}`]
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1))
  const language = typeof value === 'string' ? '' : 'json'
  const block = safeText(text)
    .split('\n')
    .map((line) => `  ${line}`)
  return [`- ${label}:`, `  ${fence}${language}`, ...block, `  ${fence}`]
}

const longestRun = (text: string): number => Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length))
