/** Draws the app's icon into electron/resources, from the same shape as the tray's. Run it when the shape has changed. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import { markCoverage } from '../electron/tray-icon.ts'
import { ROOT } from './checkout.ts'

const SIDE = 512
const GROUND = [0x0f, 0x10, 0x12] as const
const MARK = [0xec, 0xee, 0xf0] as const
const CORNER = 0.22

/** How much of a pixel the rounded square covers, 0 to 1. */
function groundAt(column: number, row: number): number {
  const outside = [column, row].map((at) => Math.max(0, Math.abs(at + 0.5 - SIDE / 2) - SIDE * (0.5 - CORNER)))
  return Math.min(1, Math.max(0, SIDE * CORNER - Math.hypot(...outside) + 0.5))
}

function pixels(): Buffer {
  const coverage = markCoverage(SIDE, 0.2)
  // Each row of a PNG begins with its filter: none.
  const rows = Buffer.alloc(SIDE * (1 + SIDE * 4))
  for (let row = 0; row < SIDE; row += 1) {
    for (let column = 0; column < SIDE; column += 1) {
      const share = (coverage[row * SIDE + column] ?? 0) / 255
      const colour = GROUND.map((ground, index) => Math.round(ground + ((MARK[index] ?? 0) - ground) * share))
      rows.set([...colour, Math.round(255 * groundAt(column, row))], row * (1 + SIDE * 4) + 1 + column * 4)
    }
  }
  return rows
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'ascii'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

const header = Buffer.alloc(13)
header.writeUInt32BE(SIDE, 0)
header.writeUInt32BE(SIDE, 4)
header.set([8, 6], 8) // eight bits a channel, red green blue alpha

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const png = Buffer.concat([
  signature,
  chunk('IHDR', header),
  chunk('IDAT', deflateSync(pixels(), { level: 9 })),
  chunk('IEND', Buffer.alloc(0)),
])
writeFileSync(join(ROOT, 'main', 'host', 'electron', 'resources', 'icon.png'), png)
