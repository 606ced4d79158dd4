/**
 * Writes both texts of each event that a run adds: the one that is hashed (the hash before it and the canonical text), and
 * the one that is kept. What events of a run, of a node or of a type have in common is written once: most of a text is,
 * and each piece less that is put together is a string less.
 *
 *   W1. Equal to `canonicalEvent` and `keptEvent`, which readers and `verify` use; a test holds them beside each other.
 *   W2. Events are those of staging: `id` is `runId.seq`, `runId` and `correlationId` are the chain's.
 */
import type { RunEvent } from '#shared/events/event.ts'
import { canonicalJson, quoted } from './canonical-event.ts'
import { NOWHERE, type PlaceTexts, placeTextsOf, typeTextsOf } from './shared-texts.ts'

interface Names {
  readonly runId: string
  readonly correlationId: string
}

export class EventTexts {
  /** Of the event that was written last: what its hash is made of. */
  hashed = ''
  /** Of all since `begin`, a line each. */
  kept = ''
  // Of the run.
  #runId: string | undefined
  #correlationId: string | undefined
  #run = ''
  /** The id of one of its events as far as its number, as JSON; behind its key. */
  #idStart = ''
  #idKey = ''
  /** From the cause to the data; from the number of the event that is the cause. */
  #toData = ''
  #numberToData = ''
  // Of the event before, from here on.
  #id: string | null = null
  #keptAt = ''
  #at = ''
  #place: PlaceTexts = placeTextsOf(NOWHERE)
  /** Until the cause; until the number of the event that is the cause. */
  #toCause = ''
  #toCauseNumber = ''
  #idToSeq = ''

  /** `seq`: of the first event that follows. */
  begin({ runId, correlationId }: Names, seq: number): void {
    if (runId !== this.#runId || correlationId !== this.#correlationId) {
      this.#runId = runId
      this.#correlationId = correlationId
      this.#run = `,"runId":${quoted(runId)}`
      this.#idStart = quoted(`${runId}.`).slice(0, -1)
      this.#idKey = `,"id":${this.#idStart}`
      this.#toData = `,"correlationId":${quoted(correlationId)},"data":`
      this.#numberToData = `"${this.#toData}`
      this.#take(this.#place)
      this.#at = ''
    }
    this.kept = ''
    this.#keptAt = ''
    this.#id = seq === 0 ? null : `${runId}.${seq - 1}`
  }

  /** `before`: the hash of the event before it. */
  write(event: RunEvent, before: string): void {
    const { at, causationId, seq, type } = event
    const isElsewhere = !this.#isWhere(event)
    if (isElsewhere) this.#take(placeTextsOf(event))
    if (isElsewhere || at !== this.#at) this.#begin(at)
    const data = canonicalJson(event.data)
    const types = typeTextsOf(type)
    let line = `${this.kept}${this.kept === '' ? '{"data":' : '\n{"data":'}${data}${types.kept}`
    if (at !== this.#keptAt) line += `","at":"${at}`
    // Most events follow from the one before: each literal is as few pieces as can be.
    if (seq > 0 && causationId === this.#id) {
      this.hashed = `${before}${this.#toCauseNumber}${seq - 1}${this.#numberToData}${data}${this.#idKey}${seq}${this.#idToSeq}${seq}${types.end}`
      this.kept = `${line}${this.#place.keptAlone}`
    } else {
      const cause = causationId === null ? 'null' : quoted(causationId)
      this.hashed = `${before}${this.#toCause}${cause}${this.#toData}${data}${this.#idKey}${seq}${this.#idToSeq}${seq}${types.end}`
      this.kept = `${line}${this.#place.kept}${this.#unlike(seq, causationId, cause)}}`
    }
    this.#id = event.id
    this.#keptAt = at
  }

  /** What where it lies does not say. */
  #unlike(seq: number, causationId: string | null, cause: string): string {
    const caused = causationId === this.#id ? '' : `,"causationId":${cause}`
    return seq === 0 ? caused + this.#run : caused
  }

  #isWhere({ nodeId, path, iteration, attempt }: RunEvent): boolean {
    const place = this.#place
    return nodeId === place.nodeId && attempt === place.attempt && iteration === place.iteration && path === place.path
  }

  #take(place: PlaceTexts): void {
    this.#place = place
    this.#idToSeq = `${place.afterId}${this.#run},"seq":`
  }

  #begin(at: string): void {
    this.#at = at
    this.#toCause = `{"at":"${at}${this.#place.afterAt}`
    this.#toCauseNumber = this.#toCause + this.#idStart
  }
}
