/**
 * The log of a process: what a developer needs when something is odd, one JSON object a line. What a person has to do
 * something about is said to the person, by the host; this is beside it. `SLASHFLOW_LOG` sets the level (`off`, `error`,
 * `warn`, `info`, `debug`) and with `:stderr` behind it the place.
 */
import { CallError } from '#shared/ipc/call-error.ts'

const LEVELS = ['debug', 'info', 'warn', 'error', 'off'] as const
export type LogLevel = Exclude<(typeof LEVELS)[number], 'off'>

/** Which run it is about, as far as it is about one. */
export interface LogFields {
  readonly runId?: string | undefined
  readonly correlationId?: string | undefined
  readonly nodeId?: string | undefined
  readonly [field: string]: string | number | boolean | undefined
}

export interface Logger {
  debug(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  /** With the stack where it is an error. */
  error(message: string, error?: unknown, fields?: LogFields): void
}

export interface LoggerOptions {
  readonly now: () => number
  /** `SLASHFLOW_LOG`. */
  readonly setting: string | undefined
  readonly file: (line: string) => void
  readonly stderr: (line: string) => void
  /** Takes secrets out of a line. */
  readonly redact: (line: string) => string
  /** Of this process: told in every line, because several write one file. */
  readonly process: string
}

/** Throws CallError `environment.invalid` where the setting says nothing that it can mean. */
export function createLogger({ now, setting, file, stderr, redact, process }: LoggerOptions): Logger {
  const { level, place } = parseSetting(setting)
  const lowest = LEVELS.indexOf(level)
  const write = place === 'stderr' ? stderr : file
  const log = (at: LogLevel, message: string, fields: LogFields): void => {
    if (LEVELS.indexOf(at) < lowest) return
    write(redact(JSON.stringify({ at: new Date(now()).toISOString(), level: at, process, message, ...fields })))
  }
  return {
    debug: (message, fields = {}) => log('debug', message, fields),
    info: (message, fields = {}) => log('info', message, fields),
    warn: (message, fields = {}) => log('warn', message, fields),
    error: (message, error, fields = {}) => log('error', message, { ...fields, ...errorFields(error) }),
  }
}

function errorFields(error: unknown): LogFields {
  if (error === undefined) return {}
  if (!(error instanceof Error)) return { error: String(error) }
  return { error: error.message, ...(error.stack !== undefined && { stack: error.stack }) }
}

function parseSetting(setting = 'info'): { readonly level: (typeof LEVELS)[number]; readonly place: string } {
  const [word = '', place = 'file'] = setting.trim().toLowerCase().split(':')
  const level = LEVELS.find((known) => known === (word === '' ? 'info' : word))
  if (level !== undefined && (place === 'file' || place === 'stderr')) return { level, place }
  throw new CallError(
    'environment.invalid',
    `SLASHFLOW_LOG is "${setting}". Write a level (${LEVELS.join(', ')}), and where it should go to the terminal, such as debug:stderr.`,
  )
}
