/**
 * Two versions of a workflow that grew out of a third, as one.
 *
 *   M1. What only one side changed is taken from it: per field of a node, per edge, per parameter, per place on the canvas.
 *   M2. What both changed alike is no conflict. What they changed differently is one, and `choose` says whose counts.
 *   M3. A node that one side removed and the other changed, or leads an edge to or puts something into, is a conflict.
 *   M4. A text of several lines is put together line by line, where the changed lines do not touch (`merge-text.ts`).
 *   M5. Without a conflict it does not matter which side is `mine`. With `theirs` as it was in the base, the result is `mine`.
 */
import type { Json } from '../json.ts'
import { sameJson } from '../same-json.ts'
import { edgeKey, keyed, nodeKey, parameterKey } from './keyed.ts'
import { leanedOn, withParents } from './merge-leaning.ts'
import { mergeOrder } from './merge-order.ts'
import { mergeTexts } from './merge-text.ts'
import { type Edge, edgeSource, type LayoutEntry, type Workflow, type WorkflowNode } from './workflow.ts'

export type Side = 'mine' | 'theirs'

export interface Conflict {
  /** Names it among the conflicts of one merge. */
  readonly id: string
  readonly part: 'workflow' | 'parameter' | 'node' | 'edge' | 'layout'
  /** Of the part (see `keyed.ts`); empty for the workflow itself. */
  readonly key: string
  /** `config.prompt`; empty where it is about the whole part: one side removed it. */
  readonly field: string
  /** Undefined where it is not there. */
  readonly base: Json | undefined
  readonly mine: Json | undefined
  readonly theirs: Json | undefined
}

export interface Merge {
  readonly workflow: Workflow
  /** Empty where the changes do not touch. */
  readonly conflicts: readonly Conflict[]
}

type Fields = Readonly<Record<string, unknown>>
type Versions<T> = { readonly base: T; readonly mine: T; readonly theirs: T }
type Place = Pick<Conflict, 'part' | 'key'>

const PARTS: ReadonlySet<string> = new Set(['parameters', 'nodes', 'edges', 'layout'])
const OPENED: ReadonlySet<string> = new Set(['config', 'retry'])

/** `choose` is asked once for each conflict. */
export function mergeWorkflows(
  base: Workflow,
  mine: Workflow,
  theirs: Workflow,
  choose: (conflict: Conflict) => Side = () => 'mine',
): Merge {
  if (sameJson(mine, theirs) || sameJson(theirs, base)) return { workflow: mine, conflicts: [] }
  if (sameJson(mine, base)) return { workflow: theirs, conflicts: [] }
  const merger = new Merger(choose)
  const workflow = merger.workflow({ base, mine, theirs })
  return { workflow, conflicts: merger.conflicts }
}

class Merger {
  readonly conflicts: Conflict[] = []
  readonly #choose: (conflict: Conflict) => Side

  constructor(choose: (conflict: Conflict) => Side) {
    this.#choose = choose
  }

  workflow({ base, mine, theirs }: Versions<Workflow>): Workflow {
    const versions = { base, mine, theirs }
    const fields = this.#fields(
      { part: 'workflow', key: '' },
      mapVersions(versions, (each) => withoutParts(each)),
    )
    const parameters = this.#list(versions, 'parameters', 'parameter', parameterKey)
    const nodes = this.#nodes(versions)
    const edges = this.#edges(versions, nodes)
    const layout = this.#layout(versions, nodes)
    return {
      ...(fields as Pick<Workflow, 'format' | 'name'>), // both sides are workflows, and each field is from one of them
      ...(parameters && { parameters: [...parameters.values()] }),
      nodes: [...nodes.values()],
      edges,
      ...(layout && { layout }),
    }
  }

  #list<K extends 'parameters'>(
    versions: Versions<Workflow>,
    name: K,
    part: Conflict['part'],
    keyOf: (item: NonNullable<Workflow[K]>[number]) => string,
  ): ReadonlyMap<string, NonNullable<Workflow[K]>[number]> | undefined {
    const whole = unopposed(mapVersions(versions, (each) => each[name]))
    if (whole) return whole.value && keyed(whole.value, keyOf)
    return this.#parts(
      part,
      mapVersions(versions, (each) => keyed(each[name] ?? [], keyOf)),
    )
  }

  #nodes(versions: Versions<Workflow>): ReadonlyMap<string, WorkflowNode> {
    const leaning = mapVersions(versions, (each) => leanedOn(versions.base, each))
    const byId = mapVersions(versions, (each) => keyed(each.nodes, nodeKey))
    const merged = this.#parts('node', byId, (id, side) => leaning[side].has(id))
    return withParents(merged, byId.mine, byId.theirs)
  }

  #edges(versions: Versions<Workflow>, nodes: ReadonlyMap<string, WorkflowNode>): Edge[] {
    const byKey = mapVersions(versions, (each) => keyed(each.edges, edgeKey))
    const ids = mapVersions(versions, (each) => new Set(each.nodes.map(({ id }) => id)))
    /** Edges of a node that stays although the other side removed it stay too. */
    const isKept = (edge: Edge, remover: Side): boolean => {
      const ends = [edgeSource(edge).node, edge.to]
      return ends.every((id) => nodes.has(id)) && ends.some((id) => !ids[remover].has(id) && ids.base.has(id))
    }
    const merged = this.#parts('edge', byKey, undefined, isKept)
    const lostAnEnd = (key: string, edge: Edge): boolean =>
      [edgeSource(edge).node, edge.to].some(
        (id) =>
          !nodes.has(id) && (['mine', 'theirs'] as const).every((side) => !byKey[side].has(key) || ids[side].has(id)),
      )
    return [...merged].flatMap(([key, edge]) => (lostAnEnd(key, edge) ? [] : [edge]))
  }

  #layout(
    versions: Versions<Workflow>,
    nodes: ReadonlyMap<string, WorkflowNode>,
  ): Record<string, LayoutEntry> | undefined {
    const whole = unopposed(mapVersions(versions, (each) => each.layout))
    const entries = mapVersions(versions, (each) => new Map(Object.entries(each.layout ?? {})))
    const order = mergeOrder([...entries.base.keys()], [...entries.mine.keys()], [...entries.theirs.keys()])
    const ids = mapVersions(versions, (each) => new Set(each.nodes.map(({ id }) => id)))
    if (whole && !order.some((id) => nodes.has(id) && ids.mine.has(id) !== ids.theirs.has(id))) return whole.value
    const merged = order.flatMap((id): readonly [string, LayoutEntry][] => {
      const [base, mine, theirs] = [entries.base.get(id), entries.mine.get(id), entries.theirs.get(id)]
      const remover = mine === undefined ? 'mine' : theirs === undefined ? 'theirs' : undefined
      const left = mine ?? theirs
      // The place of a node goes and stays with it.
      if (remover && left && ids.base.has(id) && !ids[remover].has(id)) return nodes.has(id) ? [[id, left]] : []
      const entry = this.#value({ part: 'layout', key: id }, '', { base, mine, theirs })
      return entry === undefined ? [] : [[id, entry]]
    })
    return Object.fromEntries(merged)
  }

  /** `leans`: a side needs the part, though it did not change it. `keeps`: the part stays although that side removed it. */
  #parts<T extends Fields>(
    part: Conflict['part'],
    { base, mine, theirs }: Versions<ReadonlyMap<string, T>>,
    leans: (key: string, side: Side) => boolean = () => false,
    keeps: (item: T, remover: Side) => boolean = () => false,
  ): ReadonlyMap<string, T> {
    const merged = new Map<string, T>()
    for (const key of mergeOrder([...base.keys()], [...mine.keys()], [...theirs.keys()])) {
      const [old, here, there] = [base.get(key), mine.get(key), theirs.get(key)]
      const place: Place = { part, key }
      if (here && there) {
        merged.set(key, this.#fields(place, { base: old ?? {}, mine: here, theirs: there }) as T) // fields of two such parts
        continue
      }
      const item = here ?? there
      if (!item) continue
      const [keeper, remover] = here ? (['mine', 'theirs'] as const) : (['theirs', 'mine'] as const)
      const untouched = old !== undefined && sameJson(item, old) && !leans(key, keeper)
      if (untouched ? keeps(item, remover) : !old || this.#conflict(place, '', old, here, there) === keeper)
        merged.set(key, item)
    }
    return merged
  }

  #fields(place: Place, { base, mine, theirs }: Versions<Fields>, within = ''): Fields {
    const whole = unopposed({ base, mine, theirs })
    if (whole) return whole.value
    const names = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])]
    const entries = names.flatMap((name): readonly [string, unknown][] => {
      const versions = { base: own(base, name), mine: own(mine, name), theirs: own(theirs, name) }
      const field = within === '' ? name : `${within}.${name}`
      const value = opens(place, within, name, versions)
        ? this.#fields(
            place,
            mapVersions(versions, (each) => (each ?? {}) as Fields), // `opens` has looked
            name,
          )
        : this.#value(place, field, versions)
      return value === undefined ? [] : [[name, value]]
    })
    return Object.fromEntries(entries)
  }

  #value<T>(place: Place, field: string, versions: Versions<T>): T {
    const whole = unopposed(versions)
    if (whole) return whole.value
    const { base, mine, theirs } = versions
    const text = asOneText(versions)
    if (text !== undefined) return text as T // what it was made of are three of these
    return this.#conflict(place, field, base, mine, theirs) === 'mine' ? mine : theirs
  }

  #conflict(place: Place, field: string, base: unknown, mine: unknown, theirs: unknown): Side {
    const conflict: Conflict = {
      ...place,
      id: [place.part, place.key, field].filter((word) => word !== '').join(' '),
      field,
      // Parts of a workflow are JSON.
      base: base as Json | undefined,
      mine: mine as Json | undefined,
      theirs: theirs as Json | undefined,
    }
    this.conflicts.push(conflict)
    return this.#choose(conflict)
  }
}

/** What both sides agree on; undefined where both changed it and differently. */
function unopposed<T>({ base, mine, theirs }: Versions<T>): { readonly value: T } | undefined {
  if (sameJson(mine, theirs) || sameJson(theirs, base)) return { value: mine }
  return sameJson(mine, base) ? { value: theirs } : undefined
}

/** Undefined where it is no text of several lines, or where both changed the same of it. */
function asOneText({ base, mine, theirs }: Versions<unknown>): string | undefined {
  if (typeof base !== 'string' || typeof mine !== 'string' || typeof theirs !== 'string') return undefined
  return base.includes('\n') ? mergeTexts(base, mine, theirs) : undefined
}

/** `config` and `retry` of a node are merged field by field. */
function opens(place: Place, within: string, name: string, versions: Versions<unknown>): boolean {
  if (place.part !== 'node' || within !== '' || !OPENED.has(name) || unopposed(versions)) return false
  return Object.values(versions).every(
    (value) => value === undefined || (typeof value === 'object' && value !== null && !Array.isArray(value)),
  )
}

function mapVersions<T, R>({ base, mine, theirs }: Versions<T>, map: (version: T) => R): Versions<R> {
  return { base: map(base), mine: map(mine), theirs: map(theirs) }
}

const own = (fields: Fields, name: string): unknown => (Object.hasOwn(fields, name) ? fields[name] : undefined)

const withoutParts = (workflow: Workflow): Fields =>
  Object.fromEntries(Object.entries(workflow).filter(([name]) => !PARTS.has(name)))
