/** One line asked on the terminal. */
import { createInterface } from 'node:readline/promises'
import type { Writable } from 'node:stream'

/** Rejects with an AbortError once `signal` aborts. Ctrl+C goes to the process, as it does everywhere else. */
export async function askLine(prompt: string, output: Writable, signal: AbortSignal): Promise<string> {
  const lines = createInterface({ input: process.stdin, output, terminal: true })
  lines.on('SIGINT', () => process.emit('SIGINT'))
  try {
    // The end of input (Ctrl+D) would otherwise leave the question open for ever.
    const ended = new Promise<never>((_settle, reject) => lines.once('close', () => reject(new EndOfInput())))
    return await Promise.race([lines.question(prompt, { signal }), ended])
  } finally {
    lines.close()
  }
}

/** Nobody types any more. */
export class EndOfInput extends Error {
  override readonly name = 'EndOfInput'
}
