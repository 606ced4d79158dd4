import type { Signal } from '#shared/events/signal.ts'
import { executionKey } from '#shared/state/run-state.ts'
import { printable } from '../terminal.ts'

/** Lines of a program's output that are worth a terminal; all of it is in the log. */
const PROGRAM_LINES = 40

/** Text of one execution that has not had the floor yet, or has it. */
interface Spoken {
  /** Of the node, with the items that it stands in. */
  readonly name: string
  /** Not on the terminal yet. */
  text: string
  hasBegun: boolean
  /** Characters received, by channel: signals may repeat. */
  readonly heard: Map<string, number>
  lines: number
}

/** Gives the floor to one execution at a time. */
export class LiveText {
  readonly #write: (text: string) => void
  readonly #heading: (name: string) => string
  readonly #spoken = new Map<string, Spoken>()
  #floor: string | undefined
  #isLineOpen = false

  constructor(write: (text: string) => void, heading: (name: string) => string) {
    this.#write = write
    this.#heading = heading
  }

  add(key: string, signal: Signal): void {
    const spoken = this.#spokenOf(key, signal)
    const channel = `${signal.attempt}/${signal.channel}`
    const heard = spoken.heard.get(channel) ?? 0
    if (signal.offset + signal.text.length <= heard) return
    const fresh = signal.text.slice(Math.max(0, heard - signal.offset))
    spoken.heard.set(channel, signal.offset + signal.text.length)
    spoken.text += signal.channel === 'text' ? printable(fresh) : this.#firstLines(spoken, printable(fresh))
    this.#floor ??= key
    if (this.#floor === key) this.#print(spoken)
  }

  /** The execution is over: what it still has to say comes now. */
  end(key: string): void {
    const spoken = this.#spoken.get(key)
    if (!spoken) return
    this.breakLine()
    this.#print(spoken)
    this.breakLine()
    this.#spoken.delete(key)
    if (this.#floor === key) this.#floor = undefined
  }

  /** Whether the execution is in the middle of saying something. */
  isSpeaking(key: string): boolean {
    return this.#spoken.has(key)
  }

  /** The next text begins a line. */
  breakLine(): void {
    if (this.#isLineOpen) this.#write('\n')
    this.#isLineOpen = false
  }

  #spokenOf(key: string, { path, nodeId }: Signal): Spoken {
    const known = this.#spoken.get(key)
    if (known) return known
    const spoken: Spoken = { name: executionKey(path, nodeId), text: '', hasBegun: false, heard: new Map(), lines: 0 }
    this.#spoken.set(key, spoken)
    return spoken
  }

  #firstLines(spoken: Spoken, text: string): string {
    if (spoken.lines >= PROGRAM_LINES) return ''
    const lines = text.split('\n')
    const room = PROGRAM_LINES - spoken.lines
    spoken.lines += lines.length - 1
    if (lines.length <= room) return text
    spoken.lines = PROGRAM_LINES
    return `${lines.slice(0, room).join('\n')}\n… the rest is in the log\n`
  }

  #print(spoken: Spoken): void {
    const { text, hasBegun } = spoken
    if (text === '') return
    if (!hasBegun) {
      this.breakLine()
      this.#write(this.#heading(spoken.name))
    }
    spoken.hasBegun = true
    spoken.text = ''
    this.#write(text)
    this.#isLineOpen = !text.endsWith('\n')
  }
}
