/** The terminal as the commands see it: where results and remarks go, whether somebody is there, and how wide it is. */
import { homedir } from 'node:os'

export interface Terminal {
  /** Results. With `--json` nothing but event envelopes. */
  out(text: string): void
  /** Remarks, questions under `--json`, errors. */
  err(text: string): void
  /** Somebody can be asked: both ends are a terminal. */
  readonly interactive: boolean
  readonly paint: Paint
  /** Columns. */
  readonly width: number
  /** Results go to a screen, on which a line can be written over. */
  readonly isScreen: boolean
}

type Colour = 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'grey' | 'bold'
export type Paint = (colour: Colour, text: string) => string

const CODES: Readonly<Record<Colour, readonly [number, number]>> = {
  bold: [1, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  magenta: [35, 39],
  grey: [90, 39],
}

/** `json`: questions go to standard error, so that it is the one that must be a terminal. */
export function openTerminal(json: boolean): Terminal {
  const { stdin, stdout, stderr, env } = process
  const screen = json ? stderr : stdout
  const isColourful = screen.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb'
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    interactive: stdin.isTTY === true && screen.isTTY === true,
    paint: isColourful ? paint : (_colour, text) => text,
    width: screen.columns || 100, // some terminals do not know, and say 0
    isScreen: stdout.isTTY === true && env.TERM !== 'dumb',
  }
}

function paint(colour: Colour, text: string): string {
  const [on, off] = CODES[colour]
  return `\u001b[${on}m${text}\u001b[${off}m`
}

/** Control characters except tab and newline, and those that make text read in another order than it runs. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
const STEERING = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** Text of models, programs and files, without what would steer the terminal or the eye. */
export function printable(text: string): string {
  return text.replace(/\r\n/g, '\n').replace(STEERING, '')
}

/** Something was not printed, and not because nobody wanted it. */
let isCutShort = false

/**
 * Whoever reads our output may go away (`| head`), or the disk that it goes to be full: then nothing is told any more, and
 * the run goes on.
 */
export function surviveClosedOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE' || isCutShort) return
      isCutShort = true
      process.stderr.write(`slashflow: what it prints cannot be written: ${error.message}\n`)
    })
  }
}

/** Ends the process once everything that was printed has left it; a success is none where not all of it could. */
export async function leave(code: number): Promise<never> {
  await Promise.all([process.stdout, process.stderr].map(drained))
  process.exit(code === 0 && isCutShort ? 1 : code)
}

function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((settle) => {
    if (stream.destroyed || stream.writableLength === 0) return settle()
    stream.write('', () => settle())
  })
}

/** A path as a person writes it. */
export function shortPath(path: string): string {
  const home = homedir()
  return path === home || path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path
}
