/** One cell an item: what is done, runs, failed, needs a person. A click on one shows that item; many are folded into a bar. */
import { type KeyboardEvent, type MouseEvent, memo } from 'react'
import { pickItem } from '../../state/picked-items.ts'
import { CELL, type ItemStatus, stretchesOf } from '../model/items.ts'
import type { ContainerItems } from '../model/shown-items.ts'
import './items.css'

const MOST_CELLS = 40
/** While editing nobody knows how many items there will be. */
const PLACEHOLDER = CELL.idle.repeat(12)
const STATUSES: readonly ItemStatus[] = ['done', 'failed', 'waiting', 'running', 'idle']
const BY_CELL = new Map(STATUSES.map((status) => [CELL[status], status]))
const WORDS: Readonly<Record<ItemStatus, string>> = {
  idle: 'not started',
  running: 'running',
  waiting: 'needs you',
  done: 'done',
  failed: 'failed',
}

export interface ItemStripProps {
  readonly runId: string | null
  readonly items: ContainerItems | undefined
}

export const ItemStrip = memo(function ItemStrip({ runId, items }: ItemStripProps) {
  const cells = items?.cells ?? ''
  if (runId === null || !items || cells === '')
    return (
      <div className="item-strip" aria-hidden="true">
        <Cells cells={PLACEHOLDER} shown={-1} />
      </div>
    )
  const last = cells.length - 1
  const pick = (index: number) => pickItem(runId, items.key, Math.min(last, Math.max(0, index)))
  const click = (event: MouseEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    pick(Math.floor(((event.clientX - left) / width) * cells.length))
  }
  const hear = (event: KeyboardEvent) => {
    const to = { ArrowLeft: items.shown - 1, ArrowRight: items.shown + 1, Home: 0, End: last }[event.key]
    if (to === undefined) return
    event.preventDefault()
    event.stopPropagation()
    pick(to)
  }
  return (
    <div
      className="item-strip nodrag nopan"
      role="slider"
      tabIndex={0}
      aria-label="Item that is shown"
      aria-valuemin={1}
      aria-valuemax={cells.length}
      aria-valuenow={items.shown + 1}
      aria-valuetext={`Item ${items.shown + 1} of ${cells.length}, ${WORDS[BY_CELL.get(cells[items.shown] ?? '') ?? 'idle']}`}
      onClick={click}
      onKeyDown={hear}
    >
      {cells.length > MOST_CELLS ? (
        <Bar cells={cells} shown={items.shown} />
      ) : (
        <Cells cells={cells} shown={items.shown} />
      )}
    </div>
  )
})

function Cells({ cells, shown }: { readonly cells: string; readonly shown: number }) {
  return [...cells].map((cell, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: an item is its index
    <span key={index} className={`cell ${BY_CELL.get(cell) ?? 'idle'} ${index === shown ? 'shown' : ''}`} />
  ))
}

/** Many items in their order, as stretches that stand alike; of a narrow stretch what needs to be seen counts. */
function Bar({ cells, shown }: { readonly cells: string; readonly shown: number }) {
  return (
    <>
      {stretchesOf(cells).map(({ at, length, cell }) => (
        <span key={at} className={`cell part ${BY_CELL.get(cell) ?? 'idle'}`} style={{ flexGrow: length }} />
      ))}
      <span className="bar-mark" style={{ left: `${((shown + 0.5) / cells.length) * 100}%` }} />
    </>
  )
}
