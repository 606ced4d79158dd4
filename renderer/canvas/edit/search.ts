/** Searching a workflow in titles, ids and settings, expressions among them, and replacing what was found. */
import type { Json } from '#shared/json.ts'
import { nodeIdProblem } from '#shared/workflow/edit/node-ids.ts'
import { referencesIn } from '#shared/workflow/edit/references.ts'
import { nodeListFields } from '#shared/workflow/edit/rename-ids.ts'
import type { KindCatalog } from '#shared/workflow/kind-descriptor.ts'
import { isSafePattern } from '#shared/workflow/safe-pattern.ts'
import type { Workflow, WorkflowNode } from '#shared/workflow/workflow.ts'
import { renameNodes } from './rename-node.ts'

export interface Query {
  readonly text: string
  readonly matchCase: boolean
  readonly wholeWord: boolean
  readonly regex: boolean
}

type Path = readonly (string | number)[]

export interface Match {
  readonly nodeId: string
  readonly place: 'title' | 'id' | 'setting'
  /** Inside the node's config, for a setting. */
  readonly path: Path
  /** The whole text that it was found in. */
  readonly text: string
  readonly start: number
  readonly end: number
}

export type Pattern = { readonly pattern: RegExp } | { readonly problem: string }

/** Undefined where there is nothing to look for. */
export function patternOf({ text, matchCase, wholeWord, regex }: Query): Pattern | undefined {
  if (text === '') return undefined
  const source = regex ? text : text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
  const bounded = wholeWord ? `(?<![\\p{L}\\p{N}_])(?:${source})(?![\\p{L}\\p{N}_])` : source
  try {
    const pattern = new RegExp(bounded, matchCase ? 'gu' : 'giu')
    if (regex && !isSafePattern(text))
      return { problem: 'This expression could search for ever. Write it with fewer nested repetitions.' }
    return { pattern }
  } catch (error) {
    return {
      problem: `This is no regular expression: ${error instanceof Error ? error.message.replace(/^.*: /, '') : error}`,
    }
  }
}

/** In the order of the nodes; of each its title first, then its id, then its settings. */
export function matchesIn({ nodes }: Workflow, pattern: RegExp): readonly Match[] {
  return nodes.flatMap((node) => [
    ...found(pattern, node.title ?? '', { nodeId: node.id, place: 'title', path: [] }),
    ...found(pattern, node.id, { nodeId: node.id, place: 'id', path: [] }),
    ...textsAt(node.config, []).flatMap(({ text, path }) =>
      found(pattern, text, { nodeId: node.id, place: 'setting', path }),
    ),
  ])
}

function found(pattern: RegExp, text: string, where: Pick<Match, 'nodeId' | 'place' | 'path'>): readonly Match[] {
  if (text === '') return []
  return [...text.matchAll(pattern)].flatMap((match) =>
    match[0] === '' ? [] : [{ ...where, text, start: match.index, end: match.index + match[0].length }],
  )
}

function textsAt(value: Json | undefined, path: Path): readonly { readonly text: string; readonly path: Path }[] {
  if (typeof value === 'string') return [{ text: value, path }]
  if (Array.isArray(value)) return value.flatMap((item, index) => textsAt(item, [...path, index]))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) => textsAt(item, [...path, key]))
}

export interface Replaced {
  readonly workflow: Workflow
  /** How many matches were replaced, references that follow their node's new id among them. */
  readonly count: number
  /** Why others were not, a sentence each. */
  readonly refused: readonly string[]
  /** Ids that nodes have now, by those they had. */
  readonly names: ReadonlyMap<string, string>
}

export interface Replacement {
  readonly pattern: RegExp
  readonly to: string
  /** `$1` and its like in `to` stand for what was found. */
  readonly regex: boolean
}

/** `matches` are some of those that were found in this workflow. An id takes everything that names it along. */
export function replaceMatches(
  workflow: Workflow,
  matches: readonly Match[],
  replacement: Replacement,
  catalog: KindCatalog,
): Replaced {
  const byNode = grouped(matches, ({ nodeId }) => nodeId)
  const ids = new Set(matches.flatMap(({ place, nodeId }) => (place === 'id' ? [nodeId] : [])))
  // One by one a reference is a text like any other; of many, it follows the node that it names to its new id.
  const together = matches.length > 1
  let count = 0
  const following: Match[] = []
  const nodes = workflow.nodes.map((node) => {
    const own = byNode.get(node.id)?.filter(({ place }) => place !== 'id') ?? []
    const references = together ? own.filter((match) => namesNode(match, node, ids, catalog)) : []
    const texts = references.length === 0 ? own : own.filter((match) => !references.includes(match))
    following.push(...references)
    count += texts.length
    return texts.length === 0 ? node : replacedIn(node, texts, replacement)
  })
  const renamed = renameIds({ ...workflow, nodes }, matches, replacement, catalog)
  const kept = new Map(workflow.nodes.map((node) => [node.id, node]))
  const followed = [...matches.filter(({ place }) => place === 'id'), ...following].filter((match) => {
    const node = kept.get(match.nodeId)
    return (
      node && ((renamed.names.has(node.id) && match.place === 'id') || namesNode(match, node, renamed.names, catalog))
    )
  })
  return { ...renamed, count: count + followed.length }
}

function renameIds(
  workflow: Workflow,
  matches: readonly Match[],
  replacement: Replacement,
  catalog: KindCatalog,
): Omit<Replaced, 'count'> {
  const refused: string[] = []
  const names = new Map<string, string>()
  const taken = new Set(workflow.nodes.map(({ id }) => id))
  const inIds = grouped(
    matches.filter(({ place }) => place === 'id'),
    ({ nodeId }) => nodeId,
  )
  for (const [id, own] of inIds) {
    const to = replacedText(id, own, replacement)
    if (to === id) continue
    const doubled = taken.has(to) ? `Another node has the id "${to}".` : undefined
    const problem = nodeIdProblem({ ...workflow, nodes: [] }, to, id) ?? doubled
    if (problem !== undefined) refused.push(`"${id}" cannot become "${to}". ${problem}`)
    else {
      names.set(id, to)
      taken.delete(id)
      taken.add(to)
    }
  }
  return { workflow: renameNodes(workflow, names, catalog), refused, names }
}

function grouped<T, K>(list: readonly T[], keyOf: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>()
  for (const item of list) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}

/** It lies in the name of one of these nodes: in a list of nodes, or in an expression that reads one. */
function namesNode(
  match: Match,
  node: WorkflowNode,
  ids: Pick<ReadonlySet<string>, 'has'>,
  catalog: KindCatalog,
): boolean {
  const { text, start, end, place, path } = match
  if (place !== 'setting') return false
  if (ids.has(text) && nodeListFields(node, catalog).includes(String(path[0]))) return true
  return (
    text.includes('nodes') &&
    referencesIn(text).some((reference) => ids.has(reference.id) && reference.start <= start && end <= reference.end)
  )
}

function replacedIn(node: WorkflowNode, matches: readonly Match[], replacement: Replacement): WorkflowNode {
  let next = node
  for (const own of grouped(matches, ({ place, path }) => JSON.stringify([place, path])).values()) {
    const [first] = own
    if (!first) continue
    const text = replacedText(first.text, own, replacement)
    if (first.place === 'title') next = withTitle(next, text)
    else if (next.config) next = { ...next, config: setAt(next.config, first.path, text) as typeof next.config } // an object stays one
  }
  return next
}

function withTitle(node: WorkflowNode, title: string): WorkflowNode {
  const { title: _before, ...rest } = node
  return title === '' ? (rest as WorkflowNode) : { ...node, title } // id and kind stay
}

function setAt(value: Json, path: Path, text: string): Json {
  const [step, ...rest] = path
  if (step === undefined) return text
  if (Array.isArray(value)) return value.map((item, index) => (index === step ? setAt(item, rest, text) : item))
  if (typeof value !== 'object' || value === null) return value
  return { ...value, [step]: setAt(value[step] ?? null, rest, text) }
}

function replacedText(text: string, matches: readonly Match[], { pattern, to, regex }: Replacement): string {
  const wanted = new Set(matches.map(({ start }) => start))
  let result = ''
  let from = 0
  for (const match of text.matchAll(pattern)) {
    if (!wanted.has(match.index)) continue
    result += text.slice(from, match.index) + (regex ? expanded(to, match) : to)
    from = match.index + match[0].length
  }
  return result + text.slice(from)
}

const expanded = (to: string, match: RegExpExecArray): string =>
  to.replace(/\$(?:(\$)|(&)|(\d{1,2})|<([^>]+)>)/g, (whole, dollar, all, index, name) => {
    if (dollar) return '$'
    if (all) return match[0]
    if (name !== undefined) return match.groups?.[name] ?? ''
    return Number(index) < match.length ? (match[Number(index)] ?? '') : whole
  })

/** So many signs before it, so that a long one is seen too. */
const BEFORE = 14

/** What stands around a match, on one line. */
export function excerptOf({ text, start, end }: Match): {
  readonly before: string
  readonly found: string
  readonly after: string
} {
  const line = (part: string) => part.replace(/\s+/g, ' ')
  const before = line(text.slice(Math.max(0, start - BEFORE), start))
  return {
    before: (start > BEFORE ? '…' : '') + before,
    found: line(text.slice(start, end)),
    after: line(text.slice(end, end + 60)),
  }
}
