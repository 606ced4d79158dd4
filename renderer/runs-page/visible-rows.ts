/** Which rows of a long table are in sight: the others are two blank rows of their height. */
import { type UIEvent, useState } from 'react'

export const ROW_HEIGHT = 30
/** Rows drawn beyond the edge, so that a fast wheel finds them there. */
const BEYOND = 20
/** So far from the end, older runs are asked for. */
const NEAR_END_PX = 900

export interface VisibleRows {
  readonly first: number
  readonly last: number
  onScroll(event: UIEvent<HTMLElement>): void
}

export function useVisibleRows(count: number, nearEnd: () => void): VisibleRows {
  const [range, setRange] = useState({ first: 0, last: 60 })
  const onScroll = ({ currentTarget }: UIEvent<HTMLElement>) => {
    const { scrollTop, clientHeight, scrollHeight } = currentTarget
    const first = Math.max(0, Math.floor(scrollTop / ROW_HEIGHT) - BEYOND)
    const last = Math.ceil((scrollTop + clientHeight) / ROW_HEIGHT) + BEYOND
    if (first !== range.first || last !== range.last) setRange({ first, last })
    if (scrollHeight - scrollTop - clientHeight < NEAR_END_PX) nearEnd()
  }
  return { first: Math.min(range.first, count), last: Math.min(range.last, count), onScroll }
}
