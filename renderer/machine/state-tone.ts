import type { Tone } from '../glyphs/describe-node-state.ts'

const TONES: Readonly<Record<string, Tone>> = {
  running: 'run',
  streaming: 'run',
  awaiting: 'you',
  held: 'you',
  retrying: 'again',
  compensating: 'again',
  completed: 'done',
  failed: 'fail',
}

/** Colour means state here as elsewhere; what only waits for the machine itself is grey. */
export function toneOfState(state: string): Tone {
  return TONES[state] ?? 'quiet'
}
