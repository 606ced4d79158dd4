/**
 * Reads a workflow part by part, and gives a node, an edge or a place that was read before as the same object. A draft comes
 * with each check and each Save, and all but a few of its parts are those of the time before; what was made of a part, be it
 * its text or what is wrong with it, is kept by the object (`keptBy`).
 */
import type { z } from 'zod'
import { Edge, LayoutEntry, Workflow, WorkflowNode } from './workflow.ts'

/** Of the texts that parts are known by. A graph of 10,000 nodes has about two million. */
const MOST_CHARACTERS = 8_000_000

type Read<T> =
  | { readonly success: true; readonly data: T; readonly error?: undefined }
  | { readonly success: false; readonly data?: undefined; readonly error: z.ZodError<T> }

/** As `Workflow.safeParse`; what cannot be read is read again as a whole, so that everything wrong with it is said. */
export function readWorkflow(value: unknown): Read<Workflow> {
  if (isRead(value)) return { success: true, data: value }
  const read = readInParts(value) ?? Workflow.safeParse(value)
  if (read.success) results.add(read.data)
  return read
}

/** What came out of it: a call's input is parsed by the host and by the app. */
const results = new WeakSet<object>()

const isRead = (value: unknown): value is Workflow => typeof value === 'object' && value !== null && results.has(value)

function readInParts(value: unknown): Read<Workflow> | undefined {
  if (!isRecord(value)) return undefined
  const { nodes, edges, layout } = value
  if (!Array.isArray(nodes) || !Array.isArray(edges) || (layout !== undefined && !isRecord(layout))) return undefined
  const around = Workflow.safeParse({ ...value, nodes: [], edges: [], ...(layout && { layout: {} }) })
  const readNodes = allOf(nodes, readNode)
  const readEdges = allOf(edges, readEdge)
  const places = layout && allOf(Object.values(layout), readPlace)
  if (!around.success || !readNodes || !readEdges || (layout && !places)) return undefined
  const readLayout =
    places && Object.fromEntries(Object.keys(layout).map((id, index) => [id, places[index] as LayoutEntry])) // one a key
  return {
    success: true,
    data: { ...around.data, nodes: readNodes, edges: readEdges, ...(readLayout && { layout: readLayout }) },
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Undefined where one of them is not what it should be. */
function allOf<T>(values: readonly unknown[], read: (value: unknown) => T | undefined): T[] | undefined {
  const all: T[] = []
  for (const value of values) {
    const one = read(value)
    if (one === undefined) return undefined
    all.push(one)
  }
  return all
}

const readNode = partReader(WorkflowNode)
const readEdge = partReader(Edge)
const readPlace = partReader(LayoutEntry)

/** Of a part by itself, else by its text; the older half of what is known goes where there is too much of it. */
function partReader<T extends object>(schema: z.ZodType<T>): (value: unknown) => T | undefined {
  let [newer, older, characters] = [new Map<string, T>(), new Map<string, T>(), 0]
  const parts = new WeakSet<object>()
  const isPart = (value: unknown): value is T => typeof value === 'object' && value !== null && parts.has(value)
  return (value) => {
    if (isPart(value)) return value
    const text = textOf(value)
    if (text === undefined) return undefined
    const known = newer.get(text)
    if (known !== undefined) return known
    const part = older.get(text) ?? schema.safeParse(value).data
    if (part === undefined) return undefined
    if (characters + text.length > MOST_CHARACTERS / 2) [newer, older, characters] = [new Map(), newer, 0]
    newer.set(text, part)
    parts.add(part)
    characters += text.length
    return part
  }
}

/** Undefined for what is no JSON, or too deep for it. */
function textOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value)
  } catch {
    return undefined
  }
}
