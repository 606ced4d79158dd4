import { describe, expect, it } from 'vitest'
import { toFrames } from '#renderer/canvas/edge/to-frames.ts'
import { nodeBox } from '#renderer/canvas/model/node-box.ts'
import { cubicPath } from '#shared/drawing/edge-path.ts'
import { kindNamed } from '#test/support/canvas-kinds.ts'

describe('the line of an edge', () => {
  const face = { text: '', style: 'text', lines: 2, tone: 'plain' } as const
  const facts = { entry: undefined, face, streaming: false, cardHeight: undefined, usedPorts: [] }
  const box = nodeBox({ ...facts, node: { id: 'a', kind: 'write' }, descriptor: kindNamed('write') })
  const portNamed = (name: string) => {
    const port = box.ports.find((each) => each.port === name)
    if (!port) throw new Error(`no port ${name}`)
    return port
  }
  const numbers = (path: string) => (path.match(/-?\d+(?:\.\d+)?/g) ?? []).map(Number)

  it.each([
    { port: 'out', frame: [box.width, 17] },
    { port: 'error', frame: [portNamed('error').x + 4.5, box.height] },
  ])('goes from the frame of its node at $port to the frame of the other, below the ports', ({ port, frame }) => {
    const [from, to] = [portNamed(port), portNamed('in')]
    const down = from.edge === 'bottom'
    // As React Flow has them: the outer side of the port, in the middle of its height or width.
    const sourceX = down ? from.x + from.width / 2 : from.x + from.width
    const sourceY = down ? from.y + from.height : from.y + from.height / 2
    const ends = { sourceX, sourceY, targetX: 400 + to.x, targetY: 60, down }
    const line = numbers(toFrames(cubicPath(ends), ends))
    expect([line.slice(0, 2), line.at(-1)]).toEqual([frame, 400])
  })
})
