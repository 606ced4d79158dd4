/** `‹ 5 of 12 ›`: which item of a container is shown, and the ways to those that need a person or failed. */
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { memo, useEffect, useRef, useState } from 'react'
import { StateGlyph } from '../../glyphs/state-glyph.tsx'
import { pickItem } from '../../state/picked-items.ts'
import { cellsWith, countCells, type ItemStatus } from '../model/items.ts'
import type { ContainerItems } from '../model/shown-items.ts'

export interface ItemPickerProps {
  readonly runId: string
  readonly items: ContainerItems
  /** Of the words, while something of it acts. */
  readonly tone: 'quiet' | 'run' | 'you' | 'fail'
}

export const ItemPicker = memo(function ItemPicker({ runId, items, tone }: ItemPickerProps) {
  const { key, cells, shown, picked } = items
  const [typing, setTyping] = useState(false)
  const pick = (index: number) => pickItem(runId, key, index < 0 ? null : index)
  return (
    <span className="item-picker nodrag nopan">
      <ItemsLink cells={cells} shown={shown} status="waiting" onPick={pick} />
      <ItemsLink cells={cells} shown={shown} status="failed" onPick={pick} />
      <button
        type="button"
        className="item-step"
        aria-label="Previous item"
        disabled={shown === 0}
        onClick={() => pick(shown - 1)}
      >
        <ChevronLeft size={12} aria-hidden="true" />
      </button>
      {typing ? (
        <ItemField
          shown={shown}
          total={cells.length}
          onPick={(index) => {
            setTyping(false)
            if (index !== undefined) pick(index)
          }}
        />
      ) : (
        <button
          type="button"
          className={`item-figure tone-${tone}`}
          title={picked ? 'You picked this item. Type another, or 0 to follow again' : 'Follows what needs you or runs'}
          onClick={() => setTyping(true)}
        >
          {shown + 1} of {cells.length}
        </button>
      )}
      <button
        type="button"
        className="item-step"
        aria-label="Next item"
        disabled={shown >= cells.length - 1}
        onClick={() => pick(shown + 1)}
      >
        <ChevronRight size={12} aria-hidden="true" />
      </button>
    </span>
  )
})

interface ItemFieldProps {
  readonly shown: number
  readonly total: number
  /** -1 follows again. */
  onPick(index: number | undefined): void
}

function ItemField({ shown, total, onPick }: ItemFieldProps) {
  const field = useRef<HTMLInputElement>(null)
  // The person asked for the field a moment ago, so it takes the caret.
  useEffect(() => field.current?.select(), [])
  // Leaving it as it is picks nothing: what was followed is followed still.
  const keep = (text: string) => {
    const number = text.trim() === '' || Number(text) === shown + 1 ? Number.NaN : Math.round(Number(text))
    onPick(number >= 0 && number <= total ? number - 1 : undefined)
  }
  return (
    <input
      ref={field}
      className="item-field"
      inputMode="numeric"
      aria-label={`Item, 1 to ${total}`}
      defaultValue={shown + 1}
      onBlur={(event) => keep(event.target.value)}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Enter') keep(event.currentTarget.value)
        if (event.key === 'Escape') onPick(undefined)
      }}
    />
  )
}

interface ItemsLinkProps {
  readonly cells: string
  readonly shown: number
  readonly status: Extract<ItemStatus, 'waiting' | 'failed'>
  onPick(index: number): void
}

/** `2 need you`: each click goes to the next of them. */
function ItemsLink({ cells, shown, status, onPick }: ItemsLinkProps) {
  const count = countCells(cells, status)
  if (count === 0) return null
  const next = () => {
    const all = cellsWith(cells, status)
    onPick(all.find((index) => index > shown) ?? all[0] ?? 0)
  }
  if (status === 'failed') {
    return (
      <button
        type="button"
        className="items-link tone-fail"
        aria-label={`${count} failed: go to the next`}
        onClick={next}
      >
        <StateGlyph state="failed" size={10} />
        {count}
      </button>
    )
  }
  return (
    <button type="button" className="items-link tone-you" onClick={next}>
      {count} {count === 1 ? 'needs' : 'need'} you
    </button>
  )
}
