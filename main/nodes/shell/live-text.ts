/** Passes a program's output on as it comes; where secrets are in play, only in pieces that cannot hold half of one. */

export interface LiveText {
  add(channel: 'stdout' | 'stderr', text: string): void
  end(): void
}

interface Redaction {
  redact(text: string): string
  /** Whole lines are safe. Otherwise nothing is, before the end. */
  readonly byLine: boolean
}

const MOST_HELD = 64 * 1024 // A program that never ends a line must not fill the memory for the sake of its picture.

/** `redaction` is null where the program was given no secret. */
export function liveText(pass: (channel: string, text: string) => void, redaction: Redaction | null): LiveText {
  if (redaction === null) return { add: pass, end: () => {} }
  if (!redaction.byLine) return { add: () => {}, end: () => {} } // The output is there, redacted, when the program ends.
  const held = { stdout: '', stderr: '' }
  const flush = (channel: 'stdout' | 'stderr', upTo: number): void => {
    if (upTo > 0) pass(channel, redaction.redact(held[channel].slice(0, upTo)))
    held[channel] = held[channel].slice(upTo)
  }
  return {
    add(channel, text) {
      held[channel] += text
      const complete = held[channel].lastIndexOf('\n') + 1
      if (complete > 0 || held[channel].length <= MOST_HELD) flush(channel, complete)
      else held[channel] = ''
    },
    end() {
      flush('stdout', held.stdout.length)
      flush('stderr', held.stderr.length)
    },
  }
}
