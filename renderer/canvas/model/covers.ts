/** Areas of the canvas: which two meet, which lies on another, and what of the canvas a part of the screen shows. */

export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** React Flow's view: where the canvas' origin is on the screen, and the zoom. */
export type Transform = readonly [x: number, y: number, zoom: number]

/** Whether two share more than a border: what only touches does not meet, as React Flow's own selection has it. */
export const meet = (one: Area, other: Area): boolean =>
  meetsSides(one, other.x, other.y, other.x + other.width, other.y + other.height)

/** The same of an area that is given by its sides, for those who keep thousands as numbers. */
export const meetsSides = (area: Area, left: number, top: number, right: number, bottom: number): boolean =>
  left < area.x + area.width && right > area.x && top < area.y + area.height && bottom > area.y

/** `part` counts from the left top corner of React Flow's pane. */
export const onCanvas = (part: Area, [x, y, zoom]: Transform): Area => ({
  x: (part.x - x) / zoom,
  y: (part.y - y) / zoom,
  width: part.width / zoom,
  height: part.height / zoom,
})

/** The other way round: counted from the pane's corner. */
export const onScreen = ({ x, y, width, height }: Area, [left, top, zoom]: Transform): Area => ({
  x: x * zoom + left,
  y: y * zoom + top,
  width: width * zoom,
  height: height * zoom,
})

/** The same, larger on each side. */
export const around = ({ x, y, width, height }: Area, by: number): Area => ({
  x: x - by,
  y: y - by,
  width: width + 2 * by,
  height: height + 2 * by,
})

/** Whether one lies in the other, borders included. */
export const contains = (outer: Area, { x, y, width, height }: Area): boolean =>
  x >= outer.x && y >= outer.y && x + width <= outer.x + outer.width && y + height <= outer.y + outer.height

/** The same of a point. */
export const isOver = (area: Area, { x, y }: Pick<Area, 'x' | 'y'>): boolean =>
  contains(area, { x, y, width: 0, height: 0 })

/** Ports reach a little over a node's frame, and a token's name stands below it. */
export const AROUND = 6

/** Whether a card that grows downward would lie on another node. */
export function coversAnother(card: Area, others: Iterable<Area>): boolean {
  for (const other of others) if (coveredBy(card, other)) return true
  return false
}

export const coveredBy = (card: Area, other: Area): boolean =>
  card.x + card.width + AROUND > other.x &&
  other.x + other.width + AROUND > card.x &&
  card.y + card.height + AROUND > other.y &&
  other.y + other.height + AROUND > card.y
