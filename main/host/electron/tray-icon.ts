/** The mark of Slashflow, a slash that is an edge between two nodes, drawn at any size: no image file has to be found at run time. */

/** In units of the icon's side. */
const SLASH = { from: [0.3, 0.8], to: [0.7, 0.2], width: 0.12 } as const
const NODES = [
  { at: [0.3, 0.8], radius: 0.17 },
  { at: [0.7, 0.2], radius: 0.17 },
] as const

/** Distance to the mark's edge, negative inside. */
function distance(x: number, y: number): number {
  const [ax, ay] = SLASH.from
  const [bx, by] = SLASH.to
  const along = Math.min(
    1,
    Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)),
  )
  const slash = Math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay)) - SLASH.width / 2
  return Math.min(slash, ...NODES.map(({ at, radius }) => Math.hypot(x - at[0], y - at[1]) - radius))
}

/** One byte a pixel, 0 to 255, row by row: how much of it the mark covers. `inset` keeps a border free, in units of the side. */
export function markCoverage(side: number, inset = 0): Uint8Array {
  const coverage = new Uint8Array(side * side)
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) {
      const x = ((column + 0.5) / side - inset) / (1 - 2 * inset)
      const y = ((row + 0.5) / side - inset) / (1 - 2 * inset)
      // Half a pixel to each side of the edge is a ramp: antialiasing without samples.
      const inside = 0.5 - distance(x, y) * side * (1 - 2 * inset)
      coverage[row * side + column] = Math.round(255 * Math.min(1, Math.max(0, inside)))
    }
  }
  return coverage
}

/** Premultiplied BGRA, as Electron's `nativeImage.createFromBitmap` wants it. `grey` is 0 (black) to 255 (white). */
export function trayBitmap(side: number, grey: number): Buffer {
  const coverage = markCoverage(side)
  const pixels = Buffer.alloc(side * side * 4)
  for (const [index, alpha] of coverage.entries()) {
    pixels.fill(Math.round((grey * alpha) / 255), index * 4, index * 4 + 3)
    pixels[index * 4 + 3] = alpha
  }
  return pixels
}
