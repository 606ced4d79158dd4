/**
 * What differs between two versions of a workflow, part by part: nodes by id, edges by their ends, fields one by one. Moving a
 * node is told apart, since it changes nothing of what the command does.
 */
import type { Json } from '../json.ts'
import { sameJson } from '../same-json.ts'
import { edgeKey, keyed, nodeKey, parameterKey } from './keyed.ts'
import type { Edge, LayoutEntry, Workflow, WorkflowNode } from './workflow.ts'

export interface FieldChange {
  /** `title`, `config.prompt`, `retry.attempts`. */
  readonly field: string
  /** Undefined where it is not there. */
  readonly before: Json | undefined
  readonly after: Json | undefined
}

export interface PartChange {
  readonly key: string
  readonly fields: readonly FieldChange[]
}

/** Keys: see `keyed.ts`. In the order of the newer version, what was removed in that of the older. */
export interface PartsDiff {
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly changed: readonly PartChange[]
}

export interface WorkflowDiff {
  /** Of the workflow itself: title, description, name and unknown ones. */
  readonly fields: readonly FieldChange[]
  readonly parameters: PartsDiff
  readonly nodes: PartsDiff
  readonly edges: PartsDiff
  /** Nodes of both versions that stand elsewhere. */
  readonly moved: readonly string[]
  /** Nodes of both versions that have a place of their own in one only: nobody moved them. */
  readonly placed: readonly string[]
  /** Nodes of both versions with another size or colour, or folded otherwise. */
  readonly restyled: readonly string[]
  /** Lists of which only the order differs. */
  readonly reordered: readonly ('parameters' | 'nodes' | 'edges')[]
}

type Fields = Readonly<Record<string, unknown>>

const PARTS: ReadonlySet<string> = new Set(['parameters', 'nodes', 'edges', 'layout'])
/** Objects whose fields are told one by one. */
const OPENED: ReadonlySet<string> = new Set(['config', 'retry'])

export function diffWorkflows(before: Workflow, after: Workflow): WorkflowDiff {
  const nodes = keyed(before.nodes, nodeKey)
  const laterNodes = keyed(after.nodes, nodeKey)
  const places = placesOf(nodes, laterNodes, before.layout ?? {}, after.layout ?? {})
  const parameters = keyed(before.parameters ?? [], parameterKey)
  const laterParameters = keyed(after.parameters ?? [], parameterKey)
  const edges = keyed(before.edges, edgeKey)
  const laterEdges = keyed(after.edges, edgeKey)
  return {
    fields: fieldChanges(withoutParts(before), withoutParts(after)),
    parameters: partsDiff(parameters, laterParameters),
    nodes: partsDiff(nodes, laterNodes),
    edges: partsDiff(edges, laterEdges, withOneSource),
    ...places,
    reordered: [
      ...(isReordered(parameters, laterParameters) ? (['parameters'] as const) : []),
      ...(isReordered(nodes, laterNodes) ? (['nodes'] as const) : []),
      ...(isReordered(edges, laterEdges) ? (['edges'] as const) : []),
    ],
  }
}

/** Whether the two versions say the same. */
export function isUnchanged(diff: WorkflowDiff): boolean {
  const { moved, placed, restyled, reordered } = diff
  return changesNothing(diff) && [moved, placed, restyled, reordered].every(({ length }) => length === 0)
}

/** Whether the two versions do the same: at most they look different. */
export function changesNothing({ fields, parameters, nodes, edges }: WorkflowDiff): boolean {
  return (
    fields.length === 0 &&
    [parameters, nodes, edges].every((parts) => parts.added.length + parts.removed.length + parts.changed.length === 0)
  )
}

/** Field by field; those of `config` and `retry` one by one. An undefined field is not there. */
export function fieldChanges(before: Fields, after: Fields, within = ''): readonly FieldChange[] {
  const names = [...new Set([...Object.keys(after), ...Object.keys(before)])]
  return names.flatMap((name): readonly FieldChange[] => {
    const [old, now] = [own(before, name), own(after, name)]
    if (sameJson(old, now)) return []
    const field = within === '' ? name : `${within}.${name}`
    if (within === '' && OPENED.has(name) && isFields(old ?? {}) && isFields(now ?? {})) {
      const inner = fieldChanges((old ?? {}) as Fields, (now ?? {}) as Fields, name)
      if (inner.length > 0) return inner
    }
    return [{ field, before: old as Json | undefined, after: now as Json | undefined }] // a workflow is JSON
  })
}

function own(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const withoutParts = (workflow: Workflow): Fields =>
  Object.fromEntries(Object.entries(workflow).filter(([name]) => !PARTS.has(name)))

/** Written `a` or `a.out`, it is the same edge. */
const withOneSource = ({ from: _, ...edge }: Edge): Fields => edge

function partsDiff<T extends Fields>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
  shown: (part: T) => Fields = (part) => part,
): PartsDiff {
  const changed = [...after].flatMap(([key, part]): readonly PartChange[] => {
    const old = before.get(key)
    if (!old || old === part) return []
    const fields = fieldChanges(shown(old), shown(part))
    return fields.length === 0 ? [] : [{ key, fields }]
  })
  return {
    added: [...after.keys()].filter((key) => !before.has(key)),
    removed: [...before.keys()].filter((key) => !after.has(key)),
    changed,
  }
}

function isReordered(before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>): boolean {
  const common = [...before.keys()].filter((key) => after.has(key))
  const now = [...after.keys()].filter((key) => before.has(key))
  return common.some((key, index) => key !== now[index])
}

function placesOf(
  before: ReadonlyMap<string, WorkflowNode>,
  after: ReadonlyMap<string, WorkflowNode>,
  layout: Readonly<Record<string, LayoutEntry>>,
  laterLayout: Readonly<Record<string, LayoutEntry>>,
): Pick<WorkflowDiff, 'moved' | 'placed' | 'restyled'> {
  const stays = [...after.keys()].filter((id) => before.has(id))
  const pairs = stays.map((id) => [id, entryOf(layout, id), entryOf(laterLayout, id)] as const)
  const elsewhere = pairs.filter(([, old, now]) => !sameJson(old.at, now.at))
  const wasMoved = ([, old, now]: (typeof pairs)[number]) => old.at !== undefined && now.at !== undefined
  return {
    moved: elsewhere.filter(wasMoved).map(([id]) => id),
    placed: elsewhere.filter((pair) => !wasMoved(pair)).map(([id]) => id),
    restyled: pairs.flatMap(([id, { at: _, ...old }, { at: __, ...now }]) => (sameJson(old, now) ? [] : [id])),
  }
}

function entryOf(layout: Readonly<Record<string, LayoutEntry>>, id: string): Fields {
  const entry = Object.hasOwn(layout, id) ? layout[id] : undefined
  if (entry === undefined) return {}
  return Array.isArray(entry) ? { at: entry } : entry
}
