/**
 * Writes both texts of each event that a run adds: the canonical one, which is hashed, and the one that is kept. What the
 * events of a run, or of a node, have in common is written once: most of a text is, and each piece less that is put
 * together is a string less.
 *
 *   W1. Equal to `canonicalEvent` and `keptEvent`, which readers and `verify` use; a test holds them beside each other.
 *   W2. Events are those of staging: `id` is `runId.seq`, `runId` and `correlationId` are the chain's.
 */
import type { RunEvent } from '#shared/events/event.ts'
import { canonicalJson, quoted } from './canonical-event.ts'

interface Names {
  readonly runId: string
  readonly correlationId: string
}

export class EventTexts {
  /** Of the event that was written last. */
  canonical = ''
  /** Of all since `begin`, a line each. */
  kept = ''
  #runId: string | undefined
  #correlationId: string | undefined
  #correlation = ''
  #run = ''
  #idStart = ''
  // Of the event before, from here on.
  #id: string | null = null
  #quotedId = 'null'
  #at = ''
  #attempt: number | undefined
  #iteration: number | undefined
  #nodeId: string | undefined
  #path: string | undefined
  #attemptToCause = ''
  #idToSeq = ''
  #keptPlace = ''

  /** `seq`: of the first event that follows. */
  begin({ runId, correlationId }: Names, seq: number): void {
    if (runId !== this.#runId || correlationId !== this.#correlationId) {
      this.#runId = runId
      this.#correlationId = correlationId
      this.#correlation = `,"correlationId":${quoted(correlationId)},"data":`
      this.#run = `,"runId":${quoted(runId)}`
      this.#idStart = quoted(`${runId}.`).slice(0, -1)
      this.#take({})
    }
    this.kept = ''
    this.#at = ''
    this.#id = seq === 0 ? null : `${runId}.${seq - 1}`
    this.#quotedId = seq === 0 ? 'null' : `${this.#idStart}${seq - 1}"`
  }

  write(event: RunEvent): void {
    const { at, causationId, seq, type } = event
    if (!this.#isWhere(event)) this.#take(event)
    const data = canonicalJson(event.data)
    const id = `${this.#idStart}${seq}"`
    const follows = causationId === this.#id
    const cause = follows ? this.#quotedId : causationId === null ? 'null' : quoted(causationId)
    this.canonical = `{"at":"${at}${this.#attemptToCause}${cause}${this.#correlation}${data},"id":${id}${this.#idToSeq}${seq},"type":"${type}"}`
    let line = `{"data":${data},"type":"${type}`
    if (at !== this.#at) line += `","at":"${at}`
    line += this.#keptPlace
    if (!follows) line += `,"causationId":${cause}`
    if (seq === 0) line += this.#run
    this.kept = this.kept === '' ? `${line}}` : `${this.kept}\n${line}}`
    this.#id = event.id
    this.#quotedId = id
    this.#at = at
  }

  #isWhere({ nodeId, path, iteration, attempt }: RunEvent): boolean {
    return nodeId === this.#nodeId && attempt === this.#attempt && iteration === this.#iteration && path === this.#path
  }

  #take({ nodeId, path, iteration, attempt }: Pick<RunEvent, 'nodeId' | 'path' | 'iteration' | 'attempt'>): void {
    this.#nodeId = nodeId
    this.#path = path
    this.#iteration = iteration
    this.#attempt = attempt
    const tried = attempt === undefined ? '' : `,"attempt":${attempt}`
    let place = iteration === undefined ? '' : `,"iteration":${iteration}`
    if (nodeId !== undefined) place += `,"nodeId":${quoted(nodeId)}`
    if (path !== undefined) place += `,"path":${quoted(path)}`
    this.#attemptToCause = `"${tried},"causationId":`
    this.#idToSeq = `${place}${this.#run},"seq":`
    this.#keptPlace = `"${tried}${place}`
  }
}
