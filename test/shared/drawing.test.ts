import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DESCRIPTORS } from '#main/nodes/registry.ts'
import { meet } from '#renderer/canvas/model/covers.ts'
import { configFace } from '#renderer/canvas/model/face.ts'
import { nodeBox } from '#renderer/canvas/model/node-box.ts'
import { NODE_COLORS } from '#renderer/canvas/model/node-colors.ts'
import { drawWorkflow } from '#shared/drawing/draw-workflow.ts'
import { ICON_SHAPES } from '#shared/drawing/icon-shapes.ts'
import { placeNodes } from '#shared/drawing/places.ts'
import { BODY, CODE, cut, TITLE, widthOf, wrap } from '#shared/drawing/text.ts'
import { catalogOf } from '#shared/workflow/kind-descriptor.ts'
import { parseWorkflow } from '#shared/workflow/parse.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'

const catalog = catalogOf(DESCRIPTORS)
const FOLDER = join(import.meta.dirname, '../../workflows')

const bundled = readdirSync(FOLDER).flatMap((file): Workflow[] => {
  const { workflow } = parseWorkflow(readFileSync(join(FOLDER, file), 'utf8'))
  return workflow ? [workflow] : []
})

const flow = (nodes: Workflow['nodes'], more: Partial<Workflow> = {}): Workflow => ({
  format: 'slashflow/1',
  name: 'drawn',
  nodes,
  edges: [],
  ...more,
})

describe('a drawn graph', () => {
  it('joins a node to the one that undoes it, below, above and beside it', () => {
    const undone = (x: number, y: number) => {
      const nodes: Workflow['nodes'] = [
        { id: 'make', kind: 'shell', config: { command: 'make' }, compensate: 'undo' },
        { id: 'undo', kind: 'shell', config: { command: 'undo' } },
      ]
      const { svg } = drawWorkflow(flow(nodes, { layout: { make: [0, 0], undo: [x, y] } }), catalog, { theme: 'dark' })
      expect(svg).toContain('undone by')
      const line =
        /d="M(?<fromX>[-\d.]+),(?<fromY>[-\d.]+) C\S+ \S+ (?<toX>[-\d.]+),(?<toY>[-\d.]+)"[^>]*stroke-dasharray="2 4"/
      const { fromX, fromY, toX, toY } = line.exec(svg)?.groups ?? {}
      return [Math.sign(Number(toX) - Number(fromX)), Math.sign(Number(toY) - Number(fromY))]
    }
    expect([undone(0, 300), undone(0, -300), undone(400, 0), undone(-400, 0)]).toEqual([
      [0, 1],
      [0, -1],
      [1, 0],
      [-1, 0],
    ])
  })

  it('has the colours that a person gave, in each theme as the tokens say them, and notes below what stands on them', () => {
    const tokens = readFileSync(join(import.meta.dirname, '../../renderer/style/tokens.css'), 'utf8')
    const nodes: Workflow['nodes'] = [
      { id: 'a', kind: 'shell', config: { command: 'ls' } },
      { id: 'memo', kind: 'note', config: { text: 'Read this' } },
      { id: 'later', kind: 'shell', config: { command: 'ls' } },
    ]
    for (const color of NODE_COLORS) {
      const [, light = '', dark = ''] =
        new RegExp(`--tint-${color}: light-dark\\((#\\w+), (#\\w+)\\)`).exec(tokens) ?? []
      const layout = { a: { at: [0, 0] as [number, number], color }, memo: { at: [0, 40] as [number, number], color } }
      for (const [theme, tint] of [
        ['light', light],
        ['dark', dark],
      ] as const) {
        const { svg } = drawWorkflow(flow(nodes, { layout }), catalog, { theme })
        expect(svg.split(`fill="${tint}"`)).toHaveLength(3)
        expect(svg.indexOf('Read this')).toBeLessThan(svg.indexOf('<title>Shell: A</title>'))
      }
    }
    const strange = flow(nodes, { layout: { a: { at: [0, 0], color: 'puce' } } })
    expect(drawWorkflow(strange, catalog, { theme: 'light' }).svg).not.toContain('undefined')
  })

  it('says on each node what the canvas says: the beginning of a prompt and no data, a note without the marks of Markdown', () => {
    const nodes: Workflow['nodes'] = [
      { id: 'review', kind: 'prompt', config: { prompt: 'Review **this** diff.\n{{ args.diff }}' } },
      { id: 'memo', kind: 'note', config: { text: '**Three** things\n- one' } },
    ]
    const { svg } = drawWorkflow(flow(nodes), catalog, { theme: 'light' })
    const said = [...svg.matchAll(/<(?:text|tspan)[^>]*>([^<]*)</g)].map(([, text]) => text).filter(Boolean)
    expect(said).toEqual(['Three things', '• one', 'Review', 'Review this diff.'])
  })

  it('has the boxes of the canvas, for every node of the bundled commands that holds no others', () => {
    for (const workflow of bundled) {
      const placed = placeNodes(workflow, catalog)
      for (const node of workflow.nodes) {
        const descriptor = catalog.get(node.kind)
        const found = placed.get(node.id)
        if (!descriptor || !found || found.shape === 'container') continue
        const box = nodeBox({
          node,
          descriptor,
          entry: workflow.layout?.[node.id],
          face: configFace(descriptor, node.config),
          streaming: false,
          cardHeight: undefined,
          usedPorts: [],
        })
        expect([workflow.name, node.id, found.shape, found.width, found.rows]).toEqual([
          workflow.name,
          node.id,
          box.shape,
          box.width,
          box.rows,
        ])
        // Where a line ends depends on the letters, which are counted here and measured there.
        expect(Math.abs(found.height - box.height)).toBeLessThanOrEqual(16)
      }
    }
  })

  it('shows the whole graph, wherever its nodes stand, and every edge', () => {
    const [workflow] = bundled
    if (!workflow) throw new Error('There are no bundled commands')
    const { svg, width, height } = drawWorkflow(workflow, catalog, { theme: 'light' })
    const [, left = 0, top = 0] = /viewBox="(-?[\d.]+) (-?[\d.]+)/.exec(svg)?.map(Number) ?? []
    for (const { x, y, width: own, height: tall } of placeNodes(workflow, catalog).values()) {
      expect(x).toBeGreaterThanOrEqual(left)
      expect(y).toBeGreaterThanOrEqual(top)
      expect(x + own).toBeLessThanOrEqual(left + width)
      expect(y + tall).toBeLessThanOrEqual(top + height)
    }
    expect(svg.match(/<path d="M[^"]* [CQ]/g)?.length).toBeGreaterThanOrEqual(workflow.edges.length)
  })

  it('is XML whatever stands in a file', () => {
    const odd = 'a <b> & "c" \u0000\u0008 \ud800 ]]> {{ args["x"] < 1 }}'
    const { svg } = drawWorkflow(
      flow([
        { id: 'a', kind: 'prompt', title: odd, config: { prompt: odd } },
        { id: 'b', kind: 'unheard-of', title: odd },
        { id: 'c', kind: 'note', config: { text: odd } },
      ]),
      catalog,
      { theme: 'dark' },
    )
    for (const never of ['\u0000', '\u0008', '\ud800', '<b>']) expect(svg).not.toContain(never)
    expect(svg).toContain('a &lt;b&gt; &amp; &quot;c&quot;')
    expect(svg.match(/<(?!\/)[^>]*[^/]>/g)?.length).toBe(svg.match(/<\//g)?.length)
  })

  it('gives nodes without places a column each, and draws a circle of containers at the top', () => {
    const { svg } = drawWorkflow(
      flow(
        [
          { id: 'a', kind: 'group', parent: 'b' },
          { id: 'b', kind: 'group', parent: 'a' },
        ],
        { edges: [] },
      ),
      catalog,
      { theme: 'light' },
    )
    expect(svg.match(/<title>Group/g)).toHaveLength(2)
    const placed = placeNodes(
      flow(
        [
          { id: 'a', kind: 'prompt' },
          { id: 'b', kind: 'prompt' },
        ],
        { edges: [{ from: 'a', to: 'b' }] },
      ),
      catalog,
    )
    expect([placed.get('a')?.x, placed.get('b')?.x]).toEqual([0, 240])
  })

  it('sets what has no place behind and below what is larger than most, so that nothing lies on another', () => {
    const inside = ['a', 'b', 'c'].map((id) => ({ id, kind: 'prompt', parent: 'all' }))
    const alone = ['x', 'y'].map((id) => ({ id, kind: 'shell' }))
    const placed = placeNodes(
      flow([{ id: 'all', kind: 'each' }, { id: 'after', kind: 'prompt' }, ...inside, ...alone], {
        edges: [
          { from: 'all', to: 'after' },
          { from: 'a', to: 'b' },
          { from: 'b', to: 'c' },
        ],
      }),
      catalog,
    )
    const outer = [...placed.values()].filter(({ node }) => node.parent === undefined)
    const meeting = outer.flatMap((one, index) =>
      outer.slice(index + 1).flatMap((other) => (meet(one, other) ? [`${one.node.id} ${other.node.id}`] : [])),
    )
    expect(placed.get('all')?.width).toBeGreaterThan(600)
    expect(meeting).toEqual([])
  })

  it('writes code without ligatures, as the window does', () => {
    const { svg } = drawWorkflow(
      flow([{ id: 'log', kind: 'shell', config: { command: 'git', args: ['log', '--oneline'] } }]),
      catalog,
      { theme: 'light' },
    )
    expect(svg).toMatch(/font-variant-ligatures="none"[^>]*>git log --oneline/)
  })

  it('has an icon for every kind, the same as the window', async () => {
    for (const { icon } of DESCRIPTORS) {
      const library = await import(`../../node_modules/lucide-react/dist/esm/icons/${icon}.mjs`)
      const shapes = library.__iconData?.node.map(([tag, { key: _key, ...rest }]: [string, Record<string, string>]) => [
        tag,
        rest,
      ])
      expect([icon, ICON_SHAPES[icon]]).toEqual([icon, shapes ?? ICON_SHAPES[icon]])
      expect(ICON_SHAPES[icon]).toBeDefined()
    }
  })
})

describe('text in a drawing', () => {
  it('is never wider than its place', () => {
    const text = 'The quick brown fox, {{ nodes.jumps.over }} and supercalifragilisticexpialidocious 犬 it goes'
    for (const font of [BODY, CODE, TITLE])
      for (const width of [40, 90, 155]) {
        const lines = wrap([{ text, font, expression: false }], width, 3)
        expect(lines.length).toBeLessThanOrEqual(3)
        for (const line of lines)
          expect(line.reduce((sum, run) => sum + widthOf(run.text.trimEnd(), run.font), 0)).toBeLessThanOrEqual(
            width + 4,
          )
        expect(widthOf(cut(text, width, font), font)).toBeLessThanOrEqual(width)
      }
  })

  it('says by an ellipsis that there is more, and only then', () => {
    const runs = (text: string) => [{ text, font: BODY, expression: false }]
    expect(wrap(runs('Short'), 100, 1)[0]?.[0]?.text).toBe('Short')
    expect(wrap(runs('Rather longer than a line'), 80, 1)[0]?.[0]?.text).toBe('Rather long…')
    expect(wrap(runs('One\nTwo'), 80, 2).map((line) => line[0]?.text)).toEqual(['One', 'Two'])
  })
})
