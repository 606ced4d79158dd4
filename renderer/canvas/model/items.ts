/**
 * The items of a container in a run: how many, and how each stands. Derived from the states of the children, so that what
 * the canvas needs is in one place; only this file knows where it comes from.
 */
import { isJsonObject } from '#shared/json.ts'
import { executionKey, type NodeState, type RunState } from '#shared/state/run-state.ts'

/** `waiting`: a person is asked, somewhere inside. */
export type ItemStatus = 'idle' | 'running' | 'waiting' | 'done' | 'failed'

export interface Items {
  readonly total: number
  statusOf(index: number): ItemStatus
}

/** The path of what runs inside an item: `all[2]`, `all[2]/inner[0]`. */
export const itemPath = (path: string | undefined, containerId: string, index: number): string =>
  `${executionKey(path, containerId)}[${index}]`

/** How far a container has come, as the fold counts it. */
interface CountedItems {
  readonly total: number
  /** Items begin in their order: all before this one have. */
  readonly started: number
  readonly active: ReadonlySet<number>
  readonly failed: { has(index: number): boolean }
}

type Facts = Pick<RunState, 'nodes' | 'waits'> & { readonly items?: ReadonlyMap<string, CountedItems> }

export function itemsOf(state: Facts, path: string, containerId: string, children: readonly string[]): Items {
  const key = executionKey(path, containerId)
  const waiting = waitingItems(state, key)
  const counted = state.items?.get(key)
  if (counted) {
    const open = isOpen(state.nodes.get(key))
    return {
      total: counted.total,
      statusOf: (index) => (waiting.has(index) ? 'waiting' : countedStatus(counted, index, open)),
    }
  }
  const statusOf = (index: number): ItemStatus => {
    if (waiting.has(index)) return 'waiting'
    const inside = itemPath(path, containerId, index)
    return statusFrom(children.flatMap((child) => state.nodes.get(executionKey(inside, child)) ?? []))
  }
  return { total: totalOf(state, key, path, containerId, children), statusOf }
}

/** Not yet completed, failed or withdrawn. */
const isOpen = (node: NodeState | undefined): boolean => node !== undefined && node.endedAt === undefined

/** What was withdrawn with its container has neither failed nor come to an end. */
function countedStatus({ started, active, failed }: CountedItems, index: number, open: boolean): ItemStatus {
  if (failed.has(index)) return 'failed'
  if (active.has(index)) return open ? 'running' : 'idle'
  return index < started ? 'done' : 'idle'
}

function statusFrom(children: readonly NodeState[]): ItemStatus {
  let [begun, failed] = [false, false]
  for (const { status } of children) {
    if (status === 'skipped') continue
    begun = true
    if (status === 'failed') failed = true
    else if (status !== 'completed' && status !== 'interrupted') return 'running'
  }
  return failed ? 'failed' : begun ? 'done' : 'idle'
}

/** The list that the container was given; without one, as many as have begun. */
function totalOf(state: Facts, key: string, path: string, containerId: string, children: readonly string[]): number {
  const input = state.nodes.get(key)?.input
  if (isJsonObject(input) && Array.isArray(input.items)) return input.items.length
  const begun = (index: number) =>
    children.some((child) => state.nodes.has(executionKey(itemPath(path, containerId, index), child)))
  let total = 0
  while (begun(total)) total += 1
  return total
}

/** Items in which a person is asked, however deep. */
function waitingItems({ waits }: Facts, key: string): ReadonlySet<number> {
  const found = new Set<number>()
  for (const wait of waits.values()) {
    if (!wait.path.startsWith(`${key}[`)) continue
    const index = Number.parseInt(wait.path.slice(key.length + 1), 10)
    if (Number.isInteger(index)) found.add(index)
  }
  return found
}

/** The item to look at while nobody picked one: the first that needs a person, else that runs, else that failed, else the first. */
export function followedItem(cells: string): number {
  for (const mark of [CELL.waiting, CELL.running]) {
    const at = cells.indexOf(mark)
    if (at >= 0) return at
  }
  const failed = cells.indexOf(CELL.failed)
  return failed >= 0 ? failed : Math.max(0, cells.lastIndexOf(CELL.done))
}

/** One letter an item, so that thousands compare as one text. */
export const CELL: Readonly<Record<ItemStatus, string>> = {
  idle: 'i',
  running: 'r',
  waiting: 'w',
  done: 'd',
  failed: 'f',
}

export function cellsOf({ total, statusOf }: Items): string {
  let cells = ''
  for (let index = 0; index < total; index += 1) cells += CELL[statusOf(index)]
  return cells
}

export function countCells(cells: string, status: ItemStatus): number {
  let count = 0
  for (const cell of cells) if (cell === CELL[status]) count += 1
  return count
}

export interface Stretch {
  readonly at: number
  readonly length: number
  readonly cell: string
}

const MOST_STRETCHES = 80
const LOUDEST: readonly ItemStatus[] = ['waiting', 'failed', 'running', 'idle', 'done']

/** Many items in a few stretches, in their order. Where one stands for several, it says what a person must not miss. */
export function stretchesOf(cells: string): readonly Stretch[] {
  const step = Math.max(1, Math.ceil(cells.length / MOST_STRETCHES))
  const stretches: Stretch[] = []
  for (let at = 0; at < cells.length; at += step) {
    const part = cells.slice(at, at + step)
    const cell = CELL[LOUDEST.find((status) => part.includes(CELL[status])) ?? 'idle']
    const before = stretches.at(-1)
    if (before?.cell === cell) stretches.splice(-1, 1, { ...before, length: before.length + part.length })
    else stretches.push({ at, length: part.length, cell })
  }
  return stretches
}

/** The items that have this status, by index. */
export function cellsWith(cells: string, status: ItemStatus): readonly number[] {
  return [...cells].flatMap((cell, index) => (cell === CELL[status] ? [index] : []))
}

/** `all[2]/inner[0]` as the choices that lead there: `all` → 2, `all[2]/inner` → 0. */
export function choicesOf(path: string): ReadonlyMap<string, number> {
  const choices = new Map<string, number>()
  let before = ''
  for (const step of path === '' ? [] : path.split('/')) {
    const match = /^(.*)\[(\d+)\]$/.exec(step)
    if (match?.[1] !== undefined) choices.set(executionKey(before, match[1]), Number(match[2]))
    before = before === '' ? step : `${before}/${step}`
  }
  return choices
}

/** `item 3`; inside another container `item 3.1`. Containers that run once do not count. Empty where none counts. */
export function itemName(path: string, counts: (containerId: string) => boolean): string {
  const indexes = [...choicesOf(path)].flatMap(([key, index]) =>
    counts(key.slice(key.lastIndexOf('/') + 1)) ? [index + 1] : [],
  )
  return indexes.length === 0 ? '' : `item ${indexes.join('.')}`
}
