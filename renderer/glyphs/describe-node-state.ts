/** What a node's state is called and how it is drawn, from the fold: the same words on the canvas, in lists and in the transcript. */
import { assertNever } from '#shared/assert-never.ts'
import type { RunSummary } from '#shared/ipc/views/run-views.ts'
import { standingOf } from '#shared/state/run-standing.ts'
import { type NodeState, RUN_ENDED, type RunState, type RunStatus, type Wait } from '#shared/state/run-state.ts'
import type { GlyphState } from './state-glyph.tsx'
import { durationWords, elapsedWords } from './time.ts'
import { againWords, leftWords, waitingSentence } from './waiting-words.ts'

/** Colour of words beside the glyph, and of the frame: a prefix of the state tokens, or `quiet`. */
export type Tone = 'quiet' | 'run' | 'you' | 'done' | 'fail' | 'again'

export interface NodeDescription {
  readonly glyph: GlyphState
  readonly tone: Tone
  /** The state in words: `Running`, `Needs approval`. */
  readonly word: string
  /** Beside the glyph: `18.2 s`, `in 4 s`, `1 h 58 m left`; empty where there is nothing to say. */
  readonly meta: string
  /** Why, as a sentence with its code: of a failure, a skip, an interruption. */
  readonly reason: string | undefined
  /** Time passes beside it: pass a fresh `now`. */
  readonly ticking: boolean
}

export type RunFacts = Pick<RunState, 'status' | 'waits' | 'endedAt'>

/** `node` undefined: the run has not reached it. `now` in epoch ms. */
export function describeNodeState(
  node: NodeState | undefined,
  run: RunFacts | undefined,
  now = Date.now(),
): NodeDescription {
  if (!node) return quiet('idle', 'Not reached')
  if (node.compensationError)
    return {
      ...quiet('failed', 'Not undone'),
      tone: 'fail',
      meta: 'not undone',
      reason: `Undoing it failed: ${node.compensationError.message} (${node.compensationError.code})`,
    }
  if (node.compensatedBy !== undefined) return { ...quiet('compensated', 'Undone'), tone: 'again', meta: 'undone' }
  // A stopped or failed run's nodes keep their last state; nothing of them acts any more.
  if (run && RUN_ENDED.has(run.status) && isActing(node))
    return { ...quiet('interrupted', 'Interrupted'), meta: tookWords(node, run.endedAt) }
  switch (node.status) {
    case 'queued':
      return run?.status === 'paused' ? HELD : quiet('queued', 'Queued')
    case 'waiting':
      return describeWaiting(node, now)
    case 'running':
      return { ...quiet('running', 'Running'), tone: 'run', meta: sinceWords(node.startedAt, now), ticking: true }
    case 'streaming':
      return { ...quiet('streaming', 'Streaming'), tone: 'run', meta: sinceWords(node.startedAt, now), ticking: true }
    case 'awaiting':
      return describeWait(node.waitId === undefined ? undefined : run?.waits.get(node.waitId), now)
    case 'retrying':
      return {
        ...quiet('retrying', 'Retrying'),
        tone: 'again',
        meta: againWords(node, now),
        reason: failureSentence(node),
        ticking: true,
      }
    case 'completed':
      // It never ran, so how long it took would be told of nothing.
      if (node.recorded) return { ...quiet('done', 'Reused'), tone: 'done', meta: 'reused' }
      return { ...quiet('done', 'Done'), tone: 'done', meta: tookWords(node) }
    case 'failed':
      return { ...quiet('failed', 'Failed'), tone: 'fail', meta: tookWords(node), reason: failureSentence(node) }
    case 'skipped':
      return { ...quiet('skipped', 'Skipped'), reason: node.reason }
    case 'interrupted':
      return { ...quiet('interrupted', 'Interrupted'), meta: tookWords(node), reason: node.reason }
    default:
      return assertNever(node.status, 'node status')
  }
}

/** Could start, but the run is paused. */
const HELD: NodeDescription = {
  glyph: 'queued',
  tone: 'quiet',
  word: 'Held',
  meta: 'held',
  reason: 'The run is paused before this node.',
  ticking: false,
}

/** The glyph of a whole run in a list: what needs a person comes first, then that no process goes on with it. */
export function describeRun(
  run: Pick<RunSummary, 'status' | 'waiting' | 'steps'> & Partial<Pick<RunSummary, 'owner'>>,
): { readonly glyph: GlyphState; readonly tone: Tone; readonly word: string } {
  const open = !RUN_ENDED.has(run.status)
  if (open && run.waiting > 0) return { glyph: 'needs-approval', tone: 'you', word: 'Needs you' }
  const stands = standingOf(run)
  if (stands) return { glyph: 'queued', tone: 'quiet', word: stands === 'held' ? 'Held' : 'Left behind' }
  return describeRunStatus(run.status, run.steps.includes('streaming'))
}

export function describeRunStatus(
  status: RunStatus,
  streaming = false,
): { readonly glyph: GlyphState; readonly tone: Tone; readonly word: string } {
  switch (status) {
    case 'running':
      return streaming
        ? { glyph: 'streaming', tone: 'run', word: 'Streaming' }
        : { glyph: 'running', tone: 'run', word: 'Running' }
    case 'stopping':
      return { glyph: 'running', tone: 'run', word: 'Stopping' }
    case 'compensating':
      return { glyph: 'compensated', tone: 'again', word: 'Undoing' }
    case 'paused':
      return { glyph: 'queued', tone: 'quiet', word: 'Paused' }
    case 'interrupted':
      return { glyph: 'interrupted', tone: 'quiet', word: 'Interrupted' }
    case 'succeeded':
      return { glyph: 'done', tone: 'done', word: 'Succeeded' }
    case 'failed':
      return { glyph: 'failed', tone: 'fail', word: 'Failed' }
    default:
      return assertNever(status, 'run status')
  }
}

function quiet(glyph: GlyphState, word: string): NodeDescription {
  return { glyph, word, tone: 'quiet', meta: '', reason: undefined, ticking: false }
}

/** What runs inside a container is what the container does; everything else it waits for stands still. */
function describeWaiting(node: NodeState, now: number): NodeDescription {
  const { waitingFor } = node
  if (waitingFor === undefined)
    return { ...quiet('running', 'Running'), tone: 'run', meta: sinceWords(node.startedAt, now), ticking: true }
  return {
    ...quiet('waiting', 'Waiting'),
    meta: leftWords(waitingFor, now),
    reason: waitingSentence(waitingFor),
    ticking: waitingFor.until !== undefined,
  }
}

function describeWait(wait: Wait | undefined, now: number): NodeDescription {
  const asks = wait?.type === 'input'
  return {
    ...quiet(asks ? 'needs-answer' : 'needs-approval', asks ? 'Needs answer' : 'Needs approval'),
    tone: 'you',
    meta: leftWords({ until: wait?.dueAt, setAt: wait?.since }, now),
    ticking: wait?.dueAt !== undefined,
  }
}

function isActing(node: NodeState): boolean {
  return ['waiting', 'queued', 'running', 'streaming', 'awaiting', 'retrying'].includes(node.status)
}

function sinceWords(from: string | undefined, now: number): string {
  return from === undefined ? '' : elapsedWords(now - Date.parse(from))
}

/** From the present attempt's start; a node that only waited for a person counts from its activation. */
function tookWords(node: NodeState, endedAt = node.endedAt): string {
  const from = node.startedAt ?? node.activatedAt
  if (from === undefined || endedAt === undefined) return ''
  return durationWords(Date.parse(endedAt) - Date.parse(from))
}

function failureSentence(node: NodeState): string | undefined {
  return node.error && `${node.error.message} (${node.error.code})`
}
