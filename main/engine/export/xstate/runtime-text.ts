/**
 * The end of every exported module, the same in all of them. Written as JavaScript, since it is read and run elsewhere;
 * `test/engine/export/xstate-follows-engine.test.ts` holds it against the engine.
 */
import { ITEMS_TEXT } from './items-text.ts'
import { LEVEL_RUNTIME_TEXT } from './level-runtime-text.ts'
import { TOKENS_TEXT } from './tokens-text.ts'

const FOR_ACTORS_TEXT = `// ── What is the same in every export ─────────────────────────────────────────────────────────────────────────────────

/** An actor's way to leave by another port than "out": return leaveBy('exists', output). */
export function leaveBy(port, output) {
  return { $port: port, output }
}

/** What an expression of a node sees: {{ args }}, {{ nodes.<id> }}, {{ loop }}, {{ item }}, {{ index }}. */
export function scopeOf(context, node) {
  const { args, item, index, outer, outputs, flow } = context
  const loop = flow.loops[context.level.nodes[node]?.loops?.[0]]
  const seen = loop ? { iteration: loop.iteration, feedback: loop.feedback } : context.loop
  return { args, nodes: { ...outer, ...outputs }, loop: seen, item, index }
}
`

const TO_PROVIDE_TEXT = `/** Milliseconds until the next attempt; "jitter" halves them at most. */
function backoff(attempt, { delay, factor, max, jitter }) {
  const whole = Math.min(delay * factor ** (attempt - 1), max)
  return Math.round(jitter ? whole * (0.5 + Math.random() / 2) : whole)
}

function toProvide(kind) {
  return fromPromise(async ({ input }) => {
    throw Object.assign(
      new Error('Node ' + input.node + ' needs the actor "' + kind + '": machine.provide({ actors: { ' + kind + ': … } })'),
      { code: 'actor.missing', retryable: false },
    )
  })
}

function toDecide(name, when) {
  return () => {
    throw new Error('Provide the guard "' + name + '", which says whether ' + when + ' holds.')
  }
}
`

export const RUNTIME_TEXT = [FOR_ACTORS_TEXT, TOKENS_TEXT, LEVEL_RUNTIME_TEXT, TO_PROVIDE_TEXT, ITEMS_TEXT].join('\n')
