/**
 * The line of a slash command: `/name a=b --c d --flag --no-flag Key: value "quoted" free text`. Places are kept, for
 * colours and completion. Names are matched without regard to case, `-` and `_`, where the parameters are known; `--`
 * alone makes all behind it free text. `Key: value` counts only for a known parameter, since text has colons too.
 */
import type { Json } from '../json.ts'
import { asText } from './as-text.ts'
import { quoteValue, readValue, type SlashWord, slashWords } from './slash-words.ts'
import type { Parameter } from './workflow.ts'

export interface GivenArgument {
  /** The parameter's name where one matches, else as written. */
  readonly key: string
  /** A flag is true or, with `--no-`, false. */
  readonly value: string | boolean
  /** Of the whole, such as `--depth quick`. */
  readonly start: number
  readonly end: number
  /** Of the value alone; both are `end` where there is none. */
  readonly valueStart: number
  readonly valueEnd: number
}

export interface SlashLine {
  readonly name: string
  /** Of `/name`. */
  readonly nameStart: number
  readonly nameEnd: number
  readonly given: readonly GivenArgument[]
  /** What belongs to no argument, as written; quotes are taken off where all of it is one quoted text. */
  readonly free: string
}

type KnownParameter = Pick<Parameter, 'name' | 'type'>

const NAME = '[A-Za-z][A-Za-z0-9_-]*'
const HEAD = new RegExp(`^(?:--)?${NAME}=|^(${NAME}):(?!/)`)

/** Undefined where the line is no command: its first letter is not a slash. */
export function parseSlashLine(line: string, parameters?: readonly KnownParameter[]): SlashLine | undefined {
  const [, before = '', name = ''] = /^(\s*)\/(\S*)/.exec(line) ?? []
  const nameStart = before.length
  if (line.charAt(nameStart) !== '/') return undefined
  const nameEnd = nameStart + 1 + name.length
  const find = finder(parameters)
  const words = slashWords(line, nameEnd, (rest) => {
    const head = HEAD.exec(rest)
    return head && (head[1] === undefined || find(head[1])) ? head[0].length : 0
  })
  const given: GivenArgument[] = []
  const free: SlashWord[][] = [[]]
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index]
    if (!word) continue
    if (word.raw === '--') {
      free.at(-1)?.push(...words.slice(index + 1))
      break
    }
    const read = word.quoted ? undefined : argumentAt(line, words, index, find, parameters !== undefined)
    if (!read) free.at(-1)?.push(word)
    else {
      given.push(read.argument)
      index += read.words - 1
      free.push([])
    }
  }
  return { name, nameStart, nameEnd, given, free: freeText(line, free) }
}

type Finder = (written: string) => KnownParameter | undefined

function finder(parameters: readonly KnownParameter[] | undefined): Finder {
  const byName = new Map((parameters ?? []).map((parameter) => [plainName(parameter.name), parameter]))
  return (written) => parameters?.find((parameter) => parameter.name === written) ?? byName.get(plainName(written))
}

/** `Max-Count` and `maxCount` are one. */
export const plainName = (name: string): string => name.toLowerCase().replace(/[-_]/g, '')

interface Read {
  readonly argument: GivenArgument
  /** Words it takes. */
  readonly words: number
}

function argumentAt(
  line: string,
  words: readonly SlashWord[],
  index: number,
  find: Finder,
  strict: boolean,
): Read | undefined {
  const word = words[index]
  if (!word) return undefined
  const equals = new RegExp(`^(?:--)?(${NAME})=`).exec(word.raw)
  if (equals) return joinedAt(line, word, equals, find)
  const option = new RegExp(`^--(${NAME})$`).exec(word.raw)
  if (option) return optionAt(words, index, option[1] ?? '', find, strict)
  const colon = new RegExp(`^(${NAME}):(?!/)`).exec(word.raw)
  if (!colon || !find(colon[1] ?? '')) return undefined
  if (colon[0].length < word.end - word.start) return joinedAt(line, word, colon, find)
  const value = words[index + 1]
  if (!value) return { words: 1, argument: argument(find, colon[1] ?? '', '', word, word.end, word.end) }
  return { words: 2, argument: argument(find, colon[1] ?? '', value.text, word, value.start, value.end) }
}

/** `name=value` and `name:value`; `head` is what stands before the value, with the name. */
function joinedAt(line: string, word: SlashWord, head: RegExpExecArray, find: Finder): Read {
  const start = word.start + head[0].length
  return { words: 1, argument: argument(find, head[1] ?? '', readValue(line, start).text, word, start, word.end) }
}

function optionAt(
  words: readonly SlashWord[],
  index: number,
  name: string,
  find: Finder,
  strict: boolean,
): Read | undefined {
  const word = words[index]
  if (!word) return undefined
  const parameter = find(name)
  const negated = /^no-(.+)$/.exec(name)?.[1]
  if (!parameter && negated !== undefined && (!strict || find(negated)?.type === 'boolean')) {
    return { words: 1, argument: argument(find, negated, false, word, word.end, word.end) }
  }
  const value = words[index + 1]
  const takesNext = value !== undefined && (value.quoted || !value.raw.startsWith('--'))
  const isFlag = parameter?.type === 'boolean' && !(value && /^(?:true|false|yes|no|on|off)$/i.test(value.text))
  if (!takesNext || isFlag) return { words: 1, argument: argument(find, name, true, word, word.end, word.end) }
  return { words: 2, argument: argument(find, name, value.text, word, value.start, value.end) }
}

function argument(
  find: Finder,
  written: string,
  value: string | boolean,
  word: SlashWord,
  valueStart: number,
  valueEnd: number,
): GivenArgument {
  return {
    key: find(written)?.name ?? written,
    value,
    start: word.start,
    end: Math.max(word.end, valueEnd),
    valueStart,
    valueEnd,
  }
}

function freeText(line: string, groups: readonly (readonly SlashWord[])[]): string {
  const filled = groups.filter((group) => group.length > 0)
  const [only] = filled
  if (filled.length === 1 && only?.length === 1 && only[0]) return only[0].quoted ? only[0].text : only[0].raw
  return filled.map((group) => line.slice(group[0]?.start, group.at(-1)?.end)).join(' ')
}

/** The line that calls a command with these arguments; `parseSlashLine` reads it back. */
export function formatSlashLine(name: string, args: Readonly<Record<string, Json>>): string {
  const words = Object.entries(args).map(
    ([key, value]) => `${key}=${quoteValue(value === null ? 'null' : asText(value))}`,
  )
  return [`/${name}`, ...words].join(' ')
}
