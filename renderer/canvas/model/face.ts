/** What stands on a node's body: its config as a sentence or a command, or how it ended. */
import { counted } from '#shared/counted.ts'
import { isBlobRef } from '#shared/events/blob.ts'
import { isJsonObject, type Json } from '#shared/json.ts'
import { sameJson } from '#shared/same-json.ts'
import type { Deadline } from '#shared/state/deadline.ts'
import type { Decision, NodeState } from '#shared/state/run-state.ts'
import { asText } from '#shared/workflow/as-text.ts'
import { faceText } from '#shared/workflow/face-text.ts'
import type { KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import { openingWords, plainWords } from '#shared/workflow/plain-words.ts'
import type { GlyphState } from '../../glyphs/state-glyph.tsx'
import { waitingSentence } from '../../glyphs/waiting-words.ts'

export interface Face {
  readonly text: string
  readonly style: 'text' | 'code'
  /** Text of a failure or question is cut late. */
  readonly lines: number
  readonly tone: 'plain' | 'fail' | 'quiet'
  /** Until when it waits: the time that is left ticks behind the text. */
  readonly deadline?: Deadline
  /** Set behind the text in code: the code of a failure. */
  readonly code?: string
}

const MAX_CHARACTERS = 600
const plain = (text: string, lines = 2): Face => ({ text, style: 'text', lines, tone: 'plain' })

/** The config fields that the kind names for its face, joined by a blank. */
export function configFace(
  descriptor: Pick<KindDescriptor, 'face'>,
  config: Readonly<Record<string, Json>> | undefined,
): Face {
  const { face } = descriptor
  if (!face) return plain('')
  const text = faceText(descriptor, config)
  return {
    ...plain(oneLine(face.style === 'code' ? text : openingWords(text.slice(0, MAX_CHARACTERS * 4)))),
    style: face.style,
    lines: face.style === 'code' ? 1 : 2,
  }
}

/** What a node was given, where its face is a command: `git diff main...HEAD` says more than the expression in it. */
export function givenFace(
  descriptor: Pick<KindDescriptor, 'face'>,
  config: Readonly<Record<string, Json>> | undefined,
  input: Json | undefined,
): Face | undefined {
  const { face } = descriptor
  if (face?.style !== 'code' || !isJsonObject(input)) return undefined
  const fields = face.fields.map((part) => (typeof part === 'string' ? part : part.field))
  const given = fields.filter((field) => input[field] !== undefined && !isBlobRef(input[field]))
  // Only what is a command in itself: a value can be as long as a file.
  if (given.length === 0 || !given.every((field) => isShort(input[field]))) return undefined
  return configFace(descriptor, {
    ...config,
    ...Object.fromEntries(given.map((field) => [field, input[field] ?? null])),
  })
}

const SHORT = 400
const isShort = (value: Json | undefined): boolean => asText(value).length <= SHORT

export interface RunFaceFacts {
  readonly node: NodeState
  readonly glyph: GlyphState
  /** Of the node's `retry`. */
  readonly attempts: number | undefined
  readonly decision: Decision | undefined
  /** Why it was skipped in the words of the graph, where it has one way in. */
  readonly skipped?: string | undefined
  /** What a node of the run is called. */
  readonly titleOf?: (nodeId: string) => string
}

/** The body of a node in a run; `config` is what it says otherwise. */
export function runFace(config: Face, { node, glyph, attempts, decision, skipped, titleOf }: RunFaceFacts): Face {
  switch (glyph) {
    case 'failed':
      if (node.compensationError)
        return { ...plain(node.compensationError.message, 6), tone: 'fail', code: node.compensationError.code }
      return {
        ...plain(node.error?.message ?? 'Failed.', 6),
        tone: 'fail',
        ...(node.error && { code: node.error.code }),
      }
    case 'retrying':
      return plain(`${ended(node.error?.message ?? 'Failed')} ${attemptText(node.attempt + 1, attempts)} follows.`, 6)
    case 'skipped':
      return { ...plain(skipped ?? asSentence(node.reason ?? 'No way leads here.'), 6), tone: 'quiet' }
    case 'interrupted':
      return node.reason ? plain(ended(asSentence(node.reason)), 6) : stoppedFace(config, node)
    case 'waiting':
      return waitingFace(config, node, titleOf)
    case 'done':
      return doneFace(config, node, decision)
    default:
      return config
  }
}

/** What it had written when it was stopped is in the transcript. */
function stoppedFace(config: Face, { streams }: NodeState): Face {
  const count = Object.values(streams).reduce((sum, text) => sum + text.length, 0)
  return count === 0 ? config : plain(`Stopped; ${counted(count, 'character')} kept.`)
}

/** Another sentence may follow it. */
const ended = (text: string): string => (/[.!?…:]$/.test(text.trimEnd()) ? text : `${text.trimEnd()}.`)

const asSentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** What it waits for takes the place of what it says otherwise. */
function waitingFace(config: Face, node: NodeState, titleOf: RunFaceFacts['titleOf']): Face {
  const { waitingFor } = node
  if (waitingFor === undefined) return config
  const { until, setAt } = waitingFor
  return {
    ...plain(waitingSentence(waitingFor, titleOf), 3),
    ...(until !== undefined && { deadline: { until, setAt } }),
  }
}

/** `Attempt 2 of 3`. */
export function attemptText(attempt: number, attempts: number | undefined): string {
  return attempts === undefined ? `Attempt ${attempt}` : `Attempt ${Math.min(attempt, attempts)} of ${attempts}`
}

function doneFace(config: Face, node: NodeState, decision: Decision | undefined): Face {
  if (decision) return plain(decisionText(decision))
  // What was taken over is told apart by what it gave; of what ran here the command says more.
  if (config.style === 'code' && !node.recorded) return config
  const summary = outputSummary(node.output)
  return summary === '' ? config : plain(summary)
}

/** A person at one of the app's own screens is "you"; rules and options are called by their name. */
const OWN_SCREENS: ReadonlySet<string> = new Set(['app', 'web', 'cli'])

export const whoText = (by: string): string => (OWN_SCREENS.has(by) ? 'you' : by)

export const wasEdited = ({ request, decided }: Decision): boolean =>
  decided.decision === 'approved' && !sameJson(decided.value, request.payload)

/** `Approved by you, edited`. */
export function decisionText(decision: Decision): string {
  const { decided } = decision
  const said = decided.feedback ? `: ${oneLine(decided.feedback)}` : wasEdited(decision) ? ', edited' : ''
  return `${decided.decision === 'approved' ? 'Approved' : 'Rejected'} by ${whoText(decided.by)}${said}`
}

/** A line about a value: its text, or how much of what it holds. */
export function outputSummary(output: Json | undefined): string {
  if (typeof output === 'string') return textSummary(output)
  if (isBlobRef(output)) return textSummary(output.preview)
  if (Array.isArray(output)) return counted(output.length, 'item')
  if (!isJsonObject(output)) return ''
  if (isJsonObject(output.json)) return objectSummary(output.json)
  const { text } = output
  if (typeof text === 'string') return textSummary(text)
  return isBlobRef(text) ? textSummary(text.preview) : ''
}

function textSummary(text: string): string {
  const trimmed = text.trim()
  if (!trimmed.startsWith('{')) return wordsOf(trimmed)
  try {
    const value: unknown = JSON.parse(trimmed)
    return isJsonObject(value) ? objectSummary(value) : ''
  } catch {
    return oneLine(trimmed) // JSON cut short, or text that only begins like it
  }
}

function objectSummary(value: Readonly<Record<string, Json>>): string {
  const parts = Object.entries(value).map(([key, item]) => {
    if (Array.isArray(item)) return counted(item.length, key.replace(/s$/, ''), key)
    return typeof item === 'string' ? wordsOf(item) : `${key} ${asText(item)}`
  })
  return parts.join(', ').slice(0, MAX_CHARACTERS)
}

const wordsOf = (text: string): string => oneLine(plainWords(text.slice(0, MAX_CHARACTERS * 2)))

export const oneLine = (text: string): string =>
  text
    .slice(0, MAX_CHARACTERS * 2)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MAX_CHARACTERS)
