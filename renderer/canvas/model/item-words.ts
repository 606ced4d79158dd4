import { countCells, type ItemStatus } from './items.ts'

const WORDS: readonly (readonly [ItemStatus, string])[] = [
  ['running', 'running'],
  ['waiting', 'need you'],
  ['failed', 'failed'],
]

/** `4 of 12 items done, 1 running, 2 need you`. */
export function itemWords(cells: string): string {
  const others = WORDS.flatMap(([status, word]) => {
    const count = countCells(cells, status)
    if (count === 0) return []
    return [`${count} ${status === 'waiting' && count === 1 ? 'needs you' : word}`]
  })
  return [`${countCells(cells, 'done')} of ${cells.length} items done`, ...others].join(', ')
}
