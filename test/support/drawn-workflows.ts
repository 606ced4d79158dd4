/** Workflows as a person draws them: every cycle holds a loop, every loop goes back, and children stay among themselves. */
import fc from 'fast-check'
import { leadsTo } from '#renderer/canvas/edit/connect.ts'
import type { Edge, Workflow, WorkflowNode } from '#shared/workflow/workflow.ts'

const PORTS = ['', '.yes', '.no', '.error'] as const
const KINDS = ['write', 'ask', 'box'] as const

interface Drawn {
  readonly from: number
  readonly to: number
  readonly port: (typeof PORTS)[number]
  readonly max: number
}

const drawnEdge: fc.Arbitrary<Drawn> = fc.record({
  from: fc.nat(7),
  to: fc.nat(7),
  port: fc.constantFrom(...PORTS),
  max: fc.integer({ min: 1, max: 9 }),
})

/** `inner` of each node: whether it stands in the one container, `around`. */
export const drawnWorkflows: fc.Arbitrary<Workflow> = fc
  .record({
    kinds: fc.array(fc.constantFrom(...KINDS), { minLength: 3, maxLength: 8 }),
    inner: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
    drawn: fc.array(drawnEdge, { maxLength: 14 }),
    places: fc.array(fc.tuple(fc.integer({ min: -400, max: 900 }), fc.integer({ min: -400, max: 900 })), {
      minLength: 8,
      maxLength: 8,
    }),
  })
  .map(({ kinds, inner, drawn, places }) => {
    const nodes: WorkflowNode[] = [
      { id: 'around', kind: 'box' },
      ...kinds.map((kind, index) => ({ id: `n${index}`, kind, ...(inner[index] && { parent: 'around' }) })),
    ]
    const layout = Object.fromEntries(
      nodes.map(({ id }, index) => [id, places[index % places.length] ?? ([0, 0] as [number, number])]),
    )
    const bare: Workflow = { format: 'slashflow/1', name: 'drawn', nodes, edges: [], layout }
    return drawn.reduce(withEdge, bare)
  })

function withEdge(workflow: Workflow, { from, to, port, max }: Drawn): Workflow {
  const [source, target] = [`n${from}`, `n${to}`]
  const parentOf = (id: string) => workflow.nodes.find((node) => node.id === id)?.parent ?? ''
  const known = [source, target].every((id) => workflow.nodes.some((node) => node.id === id))
  const written = `${source}${port}`
  const double = workflow.edges.some((edge) => edge.from === written && edge.to === target)
  if (!known || double || parentOf(source) !== parentOf(target)) return workflow
  const back = leadsTo(workflow, target, source)
  const edge: Edge = { from: written, to: target, ...(back && { loop: { max } }) }
  return { ...workflow, edges: [...workflow.edges, edge] }
}
