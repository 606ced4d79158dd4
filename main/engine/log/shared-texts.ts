/** Pieces of the texts of an event that many events share: by where they belong, and by their type. */
import type { RunEvent } from '#shared/events/event.ts'
import { quoted } from './canonical-event.ts'

interface Place {
  readonly nodeId: string | undefined
  readonly path: string | undefined
  readonly iteration: number | undefined
  readonly attempt: number | undefined
}

/** Each text begins with the quotation mark that ends what stands before it. */
export interface PlaceTexts extends Place {
  /** From the time to the cause. */
  readonly afterAt: string
  /** From the id to what names the run. */
  readonly afterId: string
  /** What is kept, behind the type or the time. */
  readonly kept: string
  /** The same where the line ends with it. */
  readonly keptAlone: string
}

interface TypeTexts {
  /** The end of the canonical text. */
  readonly end: string
  /** What is kept, up to its last quotation mark. */
  readonly kept: string
}

export const NOWHERE: Place = { nodeId: undefined, path: undefined, iteration: undefined, attempt: undefined }
const MOST_PLACES = 20_000

/** The last place of each node: the runs of a workflow share it. */
const places = new Map<string | undefined, PlaceTexts>()
const types = new Map<string, TypeTexts>()

export function placeTextsOf({ nodeId, path, iteration, attempt }: Place | RunEvent): PlaceTexts {
  const known = places.get(nodeId)
  if (known && known.iteration === iteration && known.attempt === attempt && known.path === path) return known
  const tried = attempt === undefined ? '' : `,"attempt":${attempt}`
  let where = iteration === undefined ? '' : `,"iteration":${iteration}`
  if (nodeId !== undefined) where += `,"nodeId":${quoted(nodeId)}`
  if (path !== undefined) where += `,"path":${quoted(path)}`
  const [afterAt, afterId, kept] = [`"${tried},"causationId":`, `"${where}`, `"${tried}${where}`]
  const made = { nodeId, path, iteration, attempt, afterAt, afterId, kept, keptAlone: `${kept}}` }
  if (places.size >= MOST_PLACES) places.clear()
  places.set(nodeId, made)
  return made
}

export function typeTextsOf(type: string): TypeTexts {
  const known = types.get(type)
  if (known) return known
  const made = { end: `,"type":"${type}"}`, kept: `,"type":"${type}` }
  types.set(type, made)
  return made
}
