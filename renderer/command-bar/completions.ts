/** What can stand at the caret of a command line, as the bar lists it. */
import type { WorkflowSummary } from '#shared/ipc/views.ts'
import { commandNamed } from '../state/workflows.ts'

export interface Completion {
  readonly label: string
  readonly detail: string
  /** Takes the place of the text from `from` to `to`. */
  readonly insert: string
}

export interface Completions {
  readonly title: string
  readonly from: number
  readonly to: number
  readonly options: readonly Completion[]
  /** Enter takes the first one: the name of a command is not complete yet. */
  readonly eager: boolean
}

const NONE: Completions = { title: '', from: 0, to: 0, options: [], eager: false }

export function completionsAt(line: string, caret: number, commands: readonly WorkflowSummary[]): Completions {
  const name = /^\/(\S*)$/.exec(line.slice(0, caret))?.[1]
  if (name !== undefined) {
    const options = commands
      .filter((c) => !c.shadowed && c.name.includes(name))
      .map((c) => ({ label: `/${c.name}`, detail: c.title || c.description, insert: `/${c.name} ` }))
    return { title: 'Commands', from: 0, to: caret, options, eager: true }
  }
  const command = commandNamed(commands, /^\/(\S+)\s/.exec(line)?.[1] ?? '')
  if (!command) return NONE
  const word = /\S*$/.exec(line.slice(0, caret))?.[0] ?? ''
  const from = caret - word.length
  const value = /^(\w+)=(.*)$/.exec(word)
  if (value) {
    const parameter = command.parameters.find((p) => p.name === value[1])
    const options = (parameter?.options ?? [])
      .filter((o) => o.startsWith(value[2] ?? '') && o !== value[2])
      .map((o) => ({ label: o, detail: '', insert: `${value[1]}=${o} ` }))
    return { title: 'Values', from, to: caret, options, eager: false }
  }
  const options = command.parameters
    .filter((p) => p.name.startsWith(word) && !line.includes(`${p.name}=`))
    .map((p) => ({ label: `${p.name}=`, detail: p.description ?? '', insert: `${p.name}=` }))
  return { title: 'Arguments', from, to: caret, options, eager: false }
}

/** The defaults that a call would be given, behind what was typed. */
export function ghostOf(line: string, commands: readonly WorkflowSummary[]): string {
  const name = /^\/([\w-]+)(?=\s|$)/.exec(line)?.[1]
  const command = name === undefined ? undefined : commandNamed(commands, name)
  if (!command) return ''
  const missing = command.parameters.filter(
    (p) => p.default !== undefined && !new RegExp(`\\s${p.name}[=:]|--${p.name}\\b`).test(line),
  )
  const ghost = missing.map((p) => `${p.name}=${String(p.default)}`).join(' ')
  return ghost === '' ? '' : `${line.endsWith(' ') ? '' : ' '}${ghost}`
}
