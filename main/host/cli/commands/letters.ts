import { counted } from '#shared/counted.ts'
import type { LetterView } from '#shared/ipc/views/run-views.ts'
import type { RunStatus } from '#shared/state/run-state.ts'
import type { App } from '../../../app.ts'
import { EXIT, type ExitCode, UsageError } from '../exit-codes.ts'
import { withApp } from '../open-app.ts'
import { json as parsedJson } from '../person/field-value.ts'
import { table } from '../print/table.ts'
import { valueText } from '../print/value.ts'
import { findRun } from '../run-ids.ts'
import { openTerminal, printable, type Terminal } from '../terminal.ts'
import { untilIdle } from '../until-idle.ts'

const MOST = 1_000

export interface LettersChoices {
  readonly code: string | undefined
  /** Also those that were replayed or discarded. */
  readonly all: boolean
  readonly json: boolean
}

/** The letters, newest first; without `all` the open ones. */
export async function listLetters({ code, all, json }: LettersChoices): Promise<ExitCode> {
  const terminal = openTerminal(json)
  return withApp(async ({ app }) => {
    const letters = await app.call('letters.list', { limit: MOST, open: !all, ...(code !== undefined && { code }) })
    if (json) for (const letter of letters) terminal.out(`${JSON.stringify(letter)}\n`)
    else if (letters.length === 0) terminal.out('No letter. What cannot be processed would be put aside here.\n')
    else terminal.out(lettersText(letters, terminal))
    return EXIT.succeeded
  })
}

function lettersText(letters: readonly LetterView[], terminal: Terminal): string {
  const rows = letters.map((letter) => [
    letter.id,
    letter.workflow ? `/${letter.workflow}` : '',
    letter.state === 'open' ? letter.code : `${letter.code}, ${letter.state}`,
    letter.message,
    letter.at.slice(0, 16).replace('T', ' '),
  ])
  return table(['letter', 'command', 'cause', '', 'since'], rows, terminal)
}

export async function showLetter(id: string, json: boolean): Promise<ExitCode> {
  const terminal = openTerminal(json)
  return withApp(async ({ app }) => {
    const letter = await findLetter(app, id)
    terminal.out(json ? `${JSON.stringify(letter)}\n` : letterText(letter, terminal))
    return EXIT.succeeded
  })
}

function letterText(letter: LetterView, terminal: Terminal): string {
  const { paint } = terminal
  const facts = [
    paint('bold', letter.id),
    `${letter.workflow ? `/${letter.workflow}, ` : ''}entry ${letter.source}, ${letter.at}`,
    `${paint('red', '✗')} ${printable(letter.message)} ${paint('grey', letter.code)}`,
    letter.runId && `failed as run ${letter.runId}`,
    letter.state !== 'open' &&
      `${letter.state} ${letter.settledAt ?? ''}${letter.replayedAs ? ` as run ${letter.replayedAs}` : ''}`,
    letter.state === 'open' && `slashflow letters replay ${letter.id} [--payload JSON]`,
  ]
  return `${facts.filter(Boolean).join('\n')}\n\n${valueText(letter.payload, terminal)}`
}

/**
 * Each as a new run; the first that cannot be delivered ends it, and those before it have been. The command stays until
 * nothing of them can go on without a person: with its end they would be held.
 */
export async function replayLetters(ids: readonly string[], payload: string | undefined): Promise<ExitCode> {
  if (payload !== undefined && ids.length > 1)
    throw new UsageError('--payload goes with one letter: these would all get the same payload')
  const terminal = openTerminal(false)
  return withApp(async ({ app }) => {
    const value = payload === undefined ? undefined : parsedJson('--payload', payload)
    const letters = await Promise.all(ids.map((id) => findLetter(app, id)))
    const { runs } = await app.call('letters.replay', {
      ids: letters.map(({ id }) => id),
      ...(value !== undefined && { payload: value }),
    })
    await untilIdle(app)
    const statuses: RunStatus[] = []
    for (const { letterId, runId } of runs) {
      const { status, errorMessage = '' } = await findRun(app, runId)
      terminal.out(`${letterId}  run ${runId}  ${status} ${printable(errorMessage)}`.trimEnd())
      terminal.out('\n')
      statuses.push(status)
    }
    return worst(statuses)
  })
}

function worst(statuses: readonly RunStatus[]): ExitCode {
  if (statuses.includes('failed')) return EXIT.failed
  if (statuses.includes('interrupted')) return EXIT.interrupted
  return statuses.every((status) => status === 'succeeded') ? EXIT.succeeded : EXIT.waiting
}

export async function discardLetters(ids: readonly string[]): Promise<ExitCode> {
  const terminal = openTerminal(false)
  return withApp(async ({ app }) => {
    const letters = await Promise.all(ids.map((id) => findLetter(app, id)))
    const { discarded } = await app.call('letters.discard', { ids: letters.map((letter) => letter.id) })
    terminal.out(`${counted(discarded, 'letter')} discarded\n`)
    return EXIT.succeeded
  })
}

/** By its id or the beginning of it, with or without `letter-`. */
async function findLetter(app: App, prefix: string): Promise<LetterView> {
  const letters = await app.call('letters.list', { limit: MOST, open: false })
  const matching = letters.filter(({ id }) => id.startsWith(prefix) || id.startsWith(`letter-${prefix}`))
  const [only] = matching
  const exact = matching.find(({ id }) => id === prefix)
  if (exact) return exact
  if (!only) throw new UsageError(`There is no letter ${prefix}. "slashflow letters" lists them.`)
  if (matching.length === 1) return only
  throw new UsageError(
    `${matching.length} letters begin with ${prefix}:\n${matching
      .slice(0, 5)
      .map(({ id }) => `  ${id}`)
      .join('\n')}\nWrite more of the id.`,
  )
}
