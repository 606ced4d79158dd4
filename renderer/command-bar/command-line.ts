/** What stands in the command bar, and what was run from it before. */
import { create } from 'zustand'
import type { Json } from '#shared/json.ts'
import { asText } from '#shared/workflow/as-text.ts'
import type { Problem } from '#shared/workflow/problem.ts'
import { quoteValue } from '#shared/workflow/slash-words.ts'
import { remember, remembered } from '../state/remembered.ts'
import { keepUnsent, unsentLoaded, unsentNow } from '../state/unsent.ts'

const KEPT_LINES = 100

export interface CommandLine {
  readonly text: string
  /** Why the line could not be run: a sentence, and the places where it is wrong. Gone with the next key. */
  readonly error: { readonly message: string; readonly problems: readonly Problem[] } | undefined
  readonly history: readonly string[]
  /** Index in `history` while walking through it; `history.length` is the line being typed. */
  readonly at: number
  readonly typed: string
}

const history = remembered<readonly string[]>('history', [])

export const useCommandLine = create<CommandLine>(() => ({
  text: '',
  error: undefined,
  history,
  at: history.length,
  typed: '',
}))

const UNSENT = 'line'

// A slash alone is the key of the list, and no beginning of anything.
useCommandLine.subscribe(({ text }) => keepUnsent(UNSENT, text === '' || text === '/' ? undefined : text))
void unsentLoaded.then(() => {
  const left = unsentNow(UNSENT)
  if (useCommandLine.getState().text === '' && typeof left === 'string') typeLine(left)
})

export function typeLine(text: string): void {
  useCommandLine.setState(({ history: lines }) => ({ text, error: undefined, at: lines.length, typed: text }))
}

export function refuseLine(message: string, problems: readonly Problem[] = []): void {
  useCommandLine.setState({ error: { message, problems } })
}

/** The line ran: it goes into the history once, at its end. What was typed behind it meanwhile is the next line. */
export function keepLine(line: string): void {
  useCommandLine.setState(({ text, history: before }) => {
    const begun = text.trimStart()
    const rest = (begun.startsWith(line) ? begun.slice(line.length) : begun).trimStart()
    const lines = [...before.filter((each) => each !== line), line].slice(-KEPT_LINES)
    remember('history', lines)
    return { text: rest, error: undefined, history: lines, at: lines.length, typed: rest }
  })
}

/** Up and down through what was run. Returns whether there was anything to walk to. */
export function walkHistory(step: -1 | 1): boolean {
  const { history: lines, at, typed } = useCommandLine.getState()
  const next = at + step
  if (next < 0 || next > lines.length) return false
  useCommandLine.setState({ at: next, text: lines[next] ?? typed, error: undefined })
  return true
}

let input: HTMLInputElement | null = null

export function registerCommandInput(element: HTMLInputElement | null): void {
  input = element
}

/** Puts the caret at the end of the bar. */
export function focusCommandBar(): void {
  input?.focus()
  input?.setSelectionRange(input.value.length, input.value.length)
}

/** Writes a line into the bar for a person to finish. */
export function offerLine(text: string): void {
  typeLine(text)
  // After React has written the text, so that the caret stands behind it.
  requestAnimationFrame(focusCommandBar)
}

/** The key of the bar is also its first letter: what is typed next is the name of a command. */
export function offerCommands(): void {
  focusCommandBar()
  if (useCommandLine.getState().text === '') offerLine('/')
}

/** The arguments of a call as one line: `base=main depth=quick`. */
export function argsLine(args: Readonly<Record<string, Json>>): string {
  return Object.entries(args)
    .map(([name, value]) => `${name}=${quoteValue(asText(value))}`)
    .join(' ')
}
