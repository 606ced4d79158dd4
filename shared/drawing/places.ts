/** Where everything of a drawing stands: nodes from the inside out, since a container is as large as what it holds. */

import { columnsOf } from '../workflow/edit/columns.ts'
import type { KindCatalog, KindDescriptor } from '../workflow/kind-descriptor.ts'
import { portsOf } from '../workflow/kind-descriptor.ts'
import { edgeSource, type LayoutEntry, type Workflow, type WorkflowNode } from '../workflow/workflow.ts'
import { faceRuns } from './face.ts'
import * as figures from './figures.ts'
import { type Run, wrap } from './text.ts'

export interface Placed {
  readonly node: WorkflowNode
  readonly descriptor: KindDescriptor | undefined
  readonly shape: 'card' | 'token' | 'note' | 'container' | 'unknown'
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly lines: readonly (readonly Run[])[]
  /** Ways out drawn as rows with their names. */
  readonly rows: readonly string[]
  readonly outs: readonly string[]
  readonly well: number
  readonly depth: number
}

export type PointOf = ReadonlyMap<string, readonly [x: number, y: number]>

/** `known`: places of nodes that the file does not have, relative to their container. */
export function placeNodes(
  workflow: Workflow,
  catalog: KindCatalog,
  known: PointOf = new Map(),
): ReadonlyMap<string, Placed> {
  return new Placing(workflow, catalog, known).all()
}

class Placing {
  readonly #workflow: Workflow
  readonly #catalog: KindCatalog
  readonly #points = new Map<string, readonly [number, number]>()
  readonly #children = new Map<string, WorkflowNode[]>()
  readonly #parents = new Map<string, string>()
  readonly #sizes = new Map<string, Omit<Placed, 'x' | 'y' | 'depth'>>()

  constructor(workflow: Workflow, catalog: KindCatalog, known: PointOf) {
    this.#workflow = workflow
    this.#catalog = catalog
    const containers = new Set(
      workflow.nodes.flatMap(({ id, kind }) => (catalog.get(kind)?.shape === 'container' ? [id] : [])),
    )
    for (const node of workflow.nodes) {
      const parent =
        node.parent !== undefined && containers.has(node.parent) && node.parent !== node.id ? node.parent : ''
      this.#parents.set(node.id, parent)
      const siblings = this.#children.get(parent)
      if (siblings) siblings.push(node)
      else this.#children.set(parent, [node])
    }
    // From within: where what follows a container stands, goes by the container's size.
    const levels = [...this.#children].sort(([one], [other]) => this.#depthOf(other) - this.#depthOf(one))
    for (const [parent, nodes] of levels) this.#placeLevel(parent, nodes, known)
  }

  /** In how many containers its children stand; a circle of them, in a broken file, ends somewhere. */
  #depthOf(parent: string): number {
    const met = new Set<string>()
    for (let at = parent; at !== '' && !met.has(at); at = this.#parents.get(at) ?? '') met.add(at)
    return met.size
  }

  all(): ReadonlyMap<string, Placed> {
    const placed = new Map<string, Placed>()
    const put = (parent: string, left: number, top: number, depth: number): void => {
      for (const node of this.#children.get(parent) ?? []) {
        if (placed.has(node.id)) continue
        const [x, y] = this.#points.get(node.id) ?? [0, 0]
        const size = this.#sizeOf(node)
        placed.set(node.id, { ...size, x: left + x, y: top + y, depth })
        if (size.shape === 'container') put(node.id, left + x, top + y, depth + 1)
      }
    }
    put('', 0, 0, 0)
    // What stands in a circle of containers, in a broken file, is drawn at the top.
    for (const node of this.#workflow.nodes) {
      const [x, y] = this.#points.get(node.id) ?? [0, 0]
      if (!placed.has(node.id)) placed.set(node.id, { ...this.#sizeOf(node), x, y, depth: 0 })
    }
    return placed
  }

  /** Written places first; what has none goes into columns, below what has. */
  #placeLevel(parent: string, nodes: readonly WorkflowNode[], known: PointOf): void {
    const missing: WorkflowNode[] = []
    let bottom = 0
    for (const node of nodes) {
      const point = pointOf(this.#workflow.layout?.[node.id]) ?? known.get(node.id)
      if (!point) continue
      this.#points.set(node.id, point)
      bottom = Math.max(bottom, point[1] + Math.max(figures.ROW_PITCH, this.#sizeOf(node).height + figures.ROW_GAP))
    }
    for (const node of nodes) if (!this.#points.has(node.id)) missing.push(node)
    const [left, top] = parent === '' ? [0, 0] : [figures.INSIDE_LEFT, figures.INSIDE_TOP]
    const cells = columnsOf(
      missing.map(({ id }) => id),
      this.#workflow.edges,
    )
    const pitches = this.#pitchesOf(missing, cells)
    const lefts = stepsFrom(left, pitches.columns)
    const tops = stepsFrom(Math.max(top, bottom), pitches.rows)
    for (const [id, [column, row]] of cells) this.#points.set(id, [lefts[column] ?? left, tops[row] ?? top])
  }

  /** How far each column and row is from the next: as far as most nodes need, and what is larger needs more. */
  #pitchesOf(nodes: readonly WorkflowNode[], cells: ReadonlyMap<string, readonly [column: number, row: number]>) {
    const columns: number[] = []
    const rows: number[] = []
    for (const node of nodes) {
      const [column, row] = cells.get(node.id) ?? [0, 0]
      const { width, height } = this.#sizeOf(node)
      columns[column] = Math.max(columns[column] ?? figures.COLUMN_PITCH, snapped(width + figures.COLUMN_GAP))
      rows[row] = Math.max(rows[row] ?? figures.ROW_PITCH, snapped(height + figures.ROW_GAP))
    }
    return { columns, rows }
  }

  #sizeOf(node: WorkflowNode): Omit<Placed, 'x' | 'y' | 'depth'> {
    const known = this.#sizes.get(node.id)
    if (known) return known
    // Of a circle of containers in a broken file each is taken as empty where it is met again.
    this.#sizes.set(node.id, EMPTY(node))
    const size = this.#measure(node)
    this.#sizes.set(node.id, size)
    return size
  }

  #measure(node: WorkflowNode): Omit<Placed, 'x' | 'y' | 'depth'> {
    const descriptor = this.#catalog.get(node.kind)
    const entry = this.#workflow.layout?.[node.id]
    const size = entry !== undefined && !Array.isArray(entry) ? entry.size : undefined
    const folded = entry !== undefined && !Array.isArray(entry) && entry.collapsed === true
    const base = { node, descriptor, lines: [], rows: [], outs: [], well: 0 }
    if (!descriptor) return { ...base, ...figures.UNKNOWN_SIZE, shape: 'unknown', outs: this.#usedPorts(node.id) }
    const outs = portsOf(descriptor, node.config)
    const ways = outs.filter((port) => !figures.SIDE_PORTS.has(port))
    if (descriptor.shape === 'note') return noteOf(base, descriptor, size)
    if ((descriptor.shape === 'token' || folded) && ways.length <= 1)
      return { ...base, outs, shape: 'token', width: figures.TOKEN, height: figures.TOKEN }
    if (descriptor.shape === 'container' && !folded) return this.#container(base, descriptor, outs, size)
    const width = Math.min(480, Math.max(120, size?.[0] ?? descriptor.width))
    const lines = wrap(faceRuns(descriptor, node.config), width - 22, descriptor.face?.style === 'code' ? 1 : 2)
    const drawn = lines.filter((line) => line.length > 0)
    const rows = ways.length > 1 ? ways : []
    const body = drawn.length === 0 ? 0 : drawn.length * figures.LINE + figures.BODY_BOTTOM
    const height =
      2 + figures.HEADER + body + (rows.length === 0 ? 0 : figures.ROWS_PADDING + figures.ROW * rows.length)
    return { ...base, outs, shape: 'card', width, height, lines: drawn, rows }
  }

  #container(
    base: Pick<Placed, 'node' | 'descriptor' | 'lines' | 'rows'>,
    descriptor: KindDescriptor,
    outs: readonly string[],
    size: readonly [number, number] | undefined,
  ): Omit<Placed, 'x' | 'y' | 'depth'> {
    const fields = descriptor.configSchema.properties
    const well = typeof fields === 'object' && fields !== null && 'items' in fields ? 44 : 33
    let [right, bottom] = [0, 0]
    const children = this.#children.get(base.node.id) ?? []
    for (const child of children) {
      const [x, y] = this.#points.get(child.id) ?? [0, 0]
      const { width, height, shape } = this.#sizeOf(child)
      right = Math.max(right, x + width + figures.INSIDE_RIGHT)
      bottom = Math.max(bottom, y + height + figures.INSIDE_BOTTOM + (shape === 'token' ? figures.TOKEN_LABEL : 0))
    }
    const inside = new Set(children.map(({ id }) => id))
    const loops = this.#workflow.edges.filter((edge) => edge.loop && inside.has(edge.to)).length
    const width = Math.max(descriptor.width, size?.[0] ?? 0, right + (loops > 0 ? figures.SNAP : 0))
    const height = Math.max(well + figures.EMPTY_WELL, size?.[1] ?? 0, bottom + (loops > 0 ? 2 + 14 * loops : 0))
    return { ...base, outs, shape: 'container', width: snapped(width), height: snapped(height), well }
  }

  #usedPorts(id: string): readonly string[] {
    const ports = this.#workflow.edges.flatMap((edge) => (edgeSource(edge).node === id ? [edgeSource(edge).port] : []))
    return ports.length === 0 ? ['out'] : [...new Set(ports)]
  }
}

/** Where each begins, of several that stand one behind the other. */
function stepsFrom(start: number, lengths: readonly number[]): readonly number[] {
  let at = start
  return lengths.map((length) => {
    const begins = at
    at += length
    return begins
  })
}

const snapped = (value: number): number => Math.ceil(value / figures.SNAP) * figures.SNAP

const EMPTY = (node: WorkflowNode): Omit<Placed, 'x' | 'y' | 'depth'> => ({
  node,
  descriptor: undefined,
  shape: 'unknown',
  ...figures.UNKNOWN_SIZE,
  lines: [],
  rows: [],
  outs: [],
  well: 0,
})

function noteOf(
  base: Pick<Placed, 'node' | 'descriptor' | 'rows' | 'outs' | 'well'>,
  descriptor: KindDescriptor,
  size: readonly [number, number] | undefined,
): Omit<Placed, 'x' | 'y' | 'depth'> {
  const width = Math.min(480, Math.max(120, size?.[0] ?? descriptor.width))
  const lines = wrap(faceRuns(descriptor, base.node.config), width - 22, figures.MOST_NOTE_LINES)
  const height = Math.max(size?.[1] ?? 0, Math.max(1, lines.length) * figures.LINE + 20)
  return { ...base, shape: 'note', width, height, lines }
}

const pointOf = (entry: LayoutEntry | undefined): readonly [number, number] | undefined =>
  entry === undefined ? undefined : Array.isArray(entry) ? entry : entry.at
