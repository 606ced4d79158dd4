/** What can stand at the caret of the bar, and what a call would be given besides. */
import type { WorkflowSummary } from '#shared/ipc/views/workflow-views.ts'
import { asText } from '#shared/workflow/as-text.ts'
import { type CompletionItem, completeSlashLine } from '#shared/workflow/completion.ts'
import { parseSlashLine } from '#shared/workflow/slash-command.ts'
import { quoteValue } from '#shared/workflow/slash-words.ts'
import { commandNamed } from '../state/workflows.ts'

export interface Completions {
  readonly title: string
  readonly from: number
  readonly to: number
  readonly items: readonly CompletionItem[]
  /** Enter takes the first one: the name of a command is not complete yet. */
  readonly eager: boolean
}

const NONE: Completions = { title: '', from: 0, to: 0, items: [], eager: false }
const TITLES = { command: 'Commands', parameter: 'Arguments', value: 'Values' } as const

export function completionsAt(line: string, caret: number, commands: readonly WorkflowSummary[]): Completions {
  const callable = commands.filter((command) => !command.shadowed)
  const found = completeSlashLine(line, caret, callable)
  if (!found) return NONE
  const { from, to, items, context } = found
  const typed = line.slice(from, to)
  // What stands there already needs no list.
  const open = items.filter((item) => item.insert.trim() !== typed || context === 'command')
  const complete = context === 'command' && callable.some((command) => `/${command.name}` === typed)
  return { title: TITLES[context], from, to, items: open, eager: context === 'command' && !complete }
}

/** The defaults that a call would be given, as they would stand behind what was typed. */
export function ghostOf(line: string, commands: readonly WorkflowSummary[]): string {
  const name = parseSlashLine(line)?.name
  const command = name === undefined ? undefined : commandNamed(commands, name)
  const parsed = command && parseSlashLine(line, command.parameters)
  // Free text belongs to a parameter that only main decides on.
  if (!command || !parsed || parsed.free !== '') return ''
  const given = new Set(parsed.given.map(({ key }) => key))
  const missing = command.parameters.filter(
    (parameter) => parameter.default !== undefined && !given.has(parameter.name),
  )
  const ghost = missing.map((parameter) => `${parameter.name}=${quoteValue(asText(parameter.default))}`).join(' ')
  return ghost === '' ? '' : `${line.endsWith(' ') ? '' : ' '}${ghost}`
}

/** The command that the line names, and the arguments it gives already, as typed. */
export function callIn(
  line: string,
  commands: readonly WorkflowSummary[],
): { readonly command: WorkflowSummary; readonly given: Readonly<Record<string, string>> } | undefined {
  const command = commandNamed(commands, parseSlashLine(line)?.name ?? '')
  if (!command) return undefined
  const given = parseSlashLine(line, command.parameters)?.given ?? []
  return { command, given: Object.fromEntries(given.map(({ key, value }) => [key, String(value)])) }
}
