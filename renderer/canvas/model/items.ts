/** The items of a container in a run: how many, and how each stands, as the canvas shows them. */
import { type ItemsState, KEPT_ITEMS } from '#shared/state/items-state.ts'
import { executionKey, type NodeState, type RunState } from '#shared/state/run-state.ts'

/** `waiting`: a person is asked, somewhere inside. */
export type ItemStatus = 'idle' | 'running' | 'waiting' | 'done' | 'failed'

export interface Items {
  readonly total: number
  statusOf(index: number): ItemStatus
}

const NONE: Items = { total: 0, statusOf: () => 'idle' }

/** `key`: the `executionKey` of the container. */
export function itemsOf(state: Pick<RunState, 'nodes' | 'waits' | 'items'>, key: string): Items {
  const items = state.items.get(key)
  if (!items) return NONE
  const waiting = waitingItems(state, items.apart === undefined ? key : `${key}@${items.apart}`)
  const open = isOpen(state.nodes.get(key))
  return {
    total: items.total,
    statusOf: (index) => (waiting.has(index) ? 'waiting' : statusOf(items, index, open)),
  }
}

/** Not yet completed, failed or withdrawn. */
const isOpen = (node: NodeState | undefined): boolean => node !== undefined && node.endedAt === undefined

/** Items begin in their order. What was withdrawn with its container has neither failed nor come to an end. */
function statusOf({ started, active, failed }: ItemsState, index: number, open: boolean): ItemStatus {
  if (failed.has(index)) return 'failed'
  if (active.has(index)) return open ? 'running' : 'idle'
  return index < started ? 'done' : 'idle'
}

/** Items in which a person is asked, however deep. `key`: what their paths begin with. */
function waitingItems({ waits }: Pick<RunState, 'waits'>, key: string): ReadonlySet<number> {
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
    const match = /^(.*?)(?:@\d+)?\[(\d+)\]$/.exec(step)
    if (match?.[1] !== undefined) choices.set(executionKey(before, match[1]), Number(match[2]))
    before = before === '' ? step : `${before}/${step}`
  }
  return choices
}

/** The item that a path leads to has ended, in a container of more items than keep their nodes: no state of it is left. */
export function isForgotten(state: Pick<RunState, 'nodes' | 'waits' | 'items'>, path: string): boolean {
  return [...choicesOf(path)].some(([key, index]) => {
    const items = itemsOf(state, key)
    const status = items.statusOf(index)
    return items.total > KEPT_ITEMS && (status === 'done' || status === 'failed')
  })
}

/** `item 3`; inside another container `item 3.1`. Containers that run once do not count. Empty where none counts. */
export function itemName(path: string, counts: (containerId: string) => boolean): string {
  const indexes = [...choicesOf(path)].flatMap(([key, index]) =>
    counts(key.slice(key.lastIndexOf('/') + 1)) ? [index + 1] : [],
  )
  return indexes.length === 0 ? '' : `item ${indexes.join('.')}`
}
