/** Whether a card that grows downward would lie on another node. */

export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Ports reach a little over a node's frame, and a token's name stands below it. */
const AROUND = 6

export function coversAnother(card: Area, others: Iterable<Area>): boolean {
  for (const other of others) {
    const apart =
      card.x + card.width + AROUND <= other.x ||
      other.x + other.width + AROUND <= card.x ||
      card.y + card.height + AROUND <= other.y ||
      other.y + other.height + AROUND <= card.y
    if (!apart) return true
  }
  return false
}
