/**
 * Makes a container of many items one counted line: nobody reads some lines an item, a thousand times.
 *
 *   I1. What went wrong or needs a person is told in full all the same, also what a node shows, and each remark once.
 *   I2. On a terminal the count is one line, written over. Elsewhere it is a line for each tenth, and another when half a
 *       minute went by without one.
 */
import type { RunEvent } from '#shared/events/event.ts'
import type { ItemsState } from '#shared/state/items-state.ts'
import { executionKey, RUN_ENDED, type RunState } from '#shared/state/run-state.ts'
import type { Terminal } from '../terminal.ts'
import type { Printer } from './printer.ts'
import type { StatusLine } from './status-line.ts'
import { shownText } from './value.ts'

/** A container with more items than that is counted. */
const SHOWN_ITEMS = 10
const SILENT_MS = 30_000
const STEPS = 10

export interface ManyItemsOptions {
  readonly terminal: Terminal
  /** Absent where lines cannot be written over. */
  readonly status: StatusLine | undefined
  /** Approvals are given without anybody being asked. */
  readonly approvesAll: boolean
}

/** `printer` with what happens inside of large containers counted instead of told. */
export function countManyItems(printer: Printer, options: ManyItemsOptions): Printer {
  const counts = new Counts(options)
  const remarks = new Set<string>()
  let latest: RunState | undefined
  return {
    ...printer,
    event(event, state) {
      latest = state
      if (countedAround(event.path, state.items) === undefined) counts.take(event, state)
      else if (!isTold(event, options, remarks)) return
      printer.event(event, state)
    },
    signal(signal) {
      if (signal.path !== undefined && !(latest && isKnownSmall(signal.path, latest.items))) return
      printer.signal?.(signal)
    },
    pause() {
      const [goOn, show] = [printer.pause(), options.status?.hide()]
      return () => {
        show?.()
        goOn()
      }
    },
  }
}

/** Key of the outermost container of many items around a path, such as `all` around `all[2]/inner[0]`. */
export function countedAround(path: string | undefined, items: RunState['items']): string | undefined {
  return containersOf(path).find((key) => isMany(items.get(key)))
}

export function isMany(items: ItemsState | undefined): items is ItemsState {
  return items !== undefined && items.total > SHOWN_ITEMS
}

/** `1,000 items, 3 failed` */
export function itemsText({ total, failedCount }: ItemsState): string {
  return `${inWords(total)} ${total === 1 ? 'item' : 'items'}${failedText(failedCount)}`
}

/** A signal may be faster than the event that says how many items there are. */
function isKnownSmall(path: string, items: RunState['items']): boolean {
  return containersOf(path).every((key) => {
    const known = items.get(key)
    return known !== undefined && !isMany(known)
  })
}

/** From the outside in. */
function containersOf(path: string | undefined): readonly string[] {
  if (path === undefined || path === '') return []
  const parts = path.split('/')
  return parts.map((part, at) => executionKey(parts.slice(0, at).join('/'), part.replace(/(@\d+)?\[\d+\]$/, '')))
}

/** I1. */
function isTold(event: RunEvent, { terminal, approvesAll }: ManyItemsOptions, remarks: Set<string>): boolean {
  switch (event.type) {
    case 'node.failed':
      return event.data.retryAt === undefined
    case 'node.completed':
      return shownText(event.data.output, terminal) !== undefined
    case 'approval.requested':
      return !approvesAll
    case 'approval.decided':
      return !approvesAll || event.data.decision === 'rejected'
    case 'notification.sent':
      return !event.data.delivered
    case 'node.noticed': {
      const remark = `${event.nodeId}\n${event.data.message}`
      if (remarks.has(remark)) return false
      remarks.add(remark)
      return true
    }
    case 'input.requested':
    case 'input.received':
    case 'approval.expired':
    case 'input.expired':
      return true
    default:
      return false
  }
}

interface Count {
  items: ItemsState
  /** Of the last line. */
  tenth: number
  at: number
}

/** The containers of many items that work now. */
class Counts {
  readonly #options: ManyItemsOptions
  readonly #open = new Map<string, Count>()

  constructor(options: ManyItemsOptions) {
    this.#options = options
  }

  take(event: RunEvent, state: RunState): void {
    if (RUN_ENDED.has(state.status)) this.#open.clear()
    else if (event.nodeId !== undefined) this.#takeOf(executionKey(event.path, event.nodeId), event, state)
    else return
    const { status } = this.#options
    status?.show([...this.#open].map(([key, { items }]) => `◌ ${countText(key, items)}`).join('   '))
  }

  #takeOf(key: string, event: RunEvent, state: RunState): void {
    switch (event.type) {
      case 'items.started':
      case 'item.ended': {
        const items = state.items.get(key)
        if (isMany(items)) this.#count(key, items, event)
        return
      }
      case 'node.completed':
      case 'node.failed':
      case 'node.interrupted':
        this.#open.delete(key)
        return
    }
  }

  #count(key: string, items: ItemsState, event: RunEvent): void {
    const at = Date.parse(event.at)
    const tenth = Math.floor((items.ended * STEPS) / items.total)
    const before = event.type === 'items.started' ? undefined : this.#open.get(key)
    const isDue = before !== undefined && (tenth > before.tenth || at - before.at >= SILENT_MS)
    const isLast = items.ended === items.total // its own line says it
    if (isDue && !isLast && !this.#options.status) {
      const { terminal } = this.#options
      terminal.out(`${terminal.paint('grey', '·')} ${countText(key, items)}\n`)
    }
    this.#open.set(key, isDue || before === undefined ? { items, tenth, at } : { ...before, items })
  }
}

function countText(key: string, { ended, total, failedCount }: ItemsState): string {
  return `${key}  ${inWords(ended)} of ${inWords(total)} items${failedText(failedCount)}`
}

const failedText = (count: number): string => (count === 0 ? '' : `, ${inWords(count)} failed`)

const inWords = (count: number): string => count.toLocaleString('en')
