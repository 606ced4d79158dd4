/** What can stand at the caret of a command line: a command, an argument not yet given, or a value. */
import { asText } from './as-text.ts'
import { typeInWords } from './parameter-value.ts'
import { type GivenArgument, parseSlashLine, plainName, type SlashLine } from './slash-command.ts'
import { quoteValue } from './slash-words.ts'
import type { Parameter } from './workflow.ts'

export interface CompletionCommand {
  readonly name: string
  readonly title: string
  readonly description: string
  readonly parameters: readonly Parameter[]
}

export interface CompletionItem {
  /** Takes the place of the line from `from` to `to`; ends with a blank where the thing is complete. */
  readonly insert: string
  readonly label: string
  readonly detail: string
}

export interface SlashCompletion {
  readonly from: number
  readonly to: number
  readonly items: readonly CompletionItem[]
  readonly context: 'command' | 'parameter' | 'value'
}

/** Undefined where the line is no command. */
export function completeSlashLine(
  line: string,
  caret: number,
  commands: readonly CompletionCommand[],
): SlashCompletion | undefined {
  const bare = parseSlashLine(line)
  if (!bare || caret <= bare.nameStart) return undefined
  if (caret <= bare.nameEnd) {
    const typed = line.slice(bare.nameStart + 1, caret)
    return { from: bare.nameStart, to: bare.nameEnd, items: commandItems(typed, commands), context: 'command' }
  }
  const parameters = commands.find((command) => command.name === bare.name)?.parameters ?? []
  const parsed = parseSlashLine(line, parameters) ?? bare
  return valueAt(line, caret, parsed, parameters) ?? parametersAt(line, caret, parsed, parameters)
}

function commandItems(typed: string, commands: readonly CompletionCommand[]): readonly CompletionItem[] {
  const wanted = typed.toLowerCase()
  const rank = ({ name, title }: CompletionCommand) => {
    if (name.startsWith(wanted)) return 0
    if (name.split('-').some((word) => word.startsWith(wanted))) return 1
    return name.includes(wanted) ? 2 : title.toLowerCase().includes(wanted) ? 3 : -1
  }
  return commands
    .map((command) => ({ command, rank: rank(command) }))
    .filter((ranked) => ranked.rank >= 0)
    .sort((a, b) => a.rank - b.rank)
    .map(({ command }) => ({
      insert: `/${command.name} `,
      label: `/${command.name}`,
      detail: command.title || command.description,
    }))
}

function valueAt(
  line: string,
  caret: number,
  parsed: SlashLine,
  parameters: readonly Parameter[],
): SlashCompletion | undefined {
  const given = parsed.given.find((candidate) => isAtValue(line, caret, candidate))
  const parameter = given && parameters.find((candidate) => candidate.name === given.key)
  if (!given || !parameter) return undefined
  const hasValue = given.valueStart < given.valueEnd && caret >= given.valueStart
  const from = hasValue ? given.valueStart : caret
  const to = hasValue ? given.valueEnd : caret
  const typed = line.slice(from, caret).replace(/^["']/, '').toLowerCase()
  const items = valuesOf(parameter)
    .filter((value) => value.toLowerCase().startsWith(typed))
    .map((value) => ({
      insert: `${quoteValue(value)} `,
      label: value,
      detail: parameter.default !== undefined && asText(parameter.default) === value ? 'default' : '',
    }))
  return { from, to, items, context: 'value' }
}

/** Inside the value, or right behind a head (`--depth `, `Depth: `) whose value is still to come. */
function isAtValue(line: string, caret: number, given: GivenArgument): boolean {
  if (given.valueStart < given.valueEnd) return caret >= given.valueStart && caret <= given.valueEnd
  if (caret < given.end) return false
  const head = line.slice(given.start, given.end)
  if (head.endsWith('=')) return caret === given.end
  const between = line.slice(given.end, caret)
  return head.endsWith(':') ? between.trim() === '' : given.value === true && /^\s+$/.test(between)
}

function valuesOf({ type, options }: Parameter): readonly string[] {
  if (type === 'boolean') return ['true', 'false']
  return type === 'enum' ? (options ?? []) : []
}

function parametersAt(
  line: string,
  caret: number,
  parsed: SlashLine,
  parameters: readonly Parameter[],
): SlashCompletion {
  const word = /\S*$/.exec(line.slice(0, caret))?.[0] ?? ''
  const from = caret - word.length
  const to = caret + (/^\S*/.exec(line.slice(caret))?.[0] ?? '').length
  const dashes = word.startsWith('-')
  const typed = plainName(word)
  const given = new Set(
    parsed.given.filter((argument) => caret < argument.start || caret > argument.end).map((argument) => argument.key),
  )
  const items = parameters
    .filter((parameter) => !given.has(parameter.name) && plainName(parameter.name).startsWith(typed))
    .map((parameter) => ({
      insert: dashes ? `--${parameter.name} ` : `${parameter.name}=`,
      label: dashes ? `--${parameter.name}` : `${parameter.name}=`,
      detail: parameter.description ?? typeInWords(parameter),
    }))
  return { from, to, items, context: 'parameter' }
}
