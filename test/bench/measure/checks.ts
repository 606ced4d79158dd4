/** Milliseconds to check a large file, as the editor does at every change and `run` before it starts. */
import { KIND_CHECKS } from '#main/nodes/check-config.ts'
import { DESCRIPTORS } from '#main/nodes/registry.ts'
import { checkWorkflow } from '#shared/workflow/checks.ts'
import { catalogOf } from '#shared/workflow/kind-descriptor.ts'
import type { Edge, Workflow } from '#shared/workflow/workflow.ts'
import { figuresOf, type Row } from './figures.ts'

const NODES = 10_000
/** What the editor is held to. */
const USUAL_NODES = 1_000
const ROUNDS = 9

export async function checks(): Promise<Row[]> {
  const catalog = catalogOf(DESCRIPTORS)
  return [
    rowOf(NODES, 'names alone', (before) => `{{ nodes.${before} }}`),
    rowOf(NODES, 'an expression in each', (before) => `{{ nodes.${before} + 1 }}`),
    rowOf(USUAL_NODES, 'an expression in each', (before) => `{{ nodes.${before} + 2 }}`),
    rowOf(USUAL_NODES, 'each also joined to the next but one', (before) => `{{ nodes.${before} }}`, ladder),
  ]

  function rowOf(count: number, what: string, reading: Reading, graph = chainWithLoops): Row {
    const workflow = graph(count, reading)
    const times = Array.from({ length: ROUNDS }, () => {
      const begun = performance.now()
      checkWorkflow(workflow, catalog, KIND_CHECKS)
      return performance.now() - begun
    })
    return {
      what: `checks of ${count.toLocaleString('en-US')} nodes${graph === ladder ? '' : ' with a loop around every ten'}, ${what}`,
      goal: count === NODES ? 'well under 1 s' : '< 100',
      figures: figuresOf(times),
      unit: 'ms',
    }
  }
}

type Reading = (before: string) => string

/** Many short cuts: each node is left out on some way. */
function ladder(count: number, reading: Reading): Workflow {
  const chain = chainWithLoops(count, reading)
  const forward = chain.edges.filter(({ loop }) => loop === undefined)
  const past = forward.slice(0, -1).map(({ from }, index) => ({ from, to: forward[index + 1]?.to ?? '' }))
  return { ...chain, edges: [...forward, ...past] }
}

function chainWithLoops(count: number, reading: Reading): Workflow {
  const ids = Array.from({ length: count }, (_, index) => `n${index}`)
  const idBefore = (index: number) => ids[index - 1] ?? 'start'
  const back = ids.flatMap((id, index): Edge[] =>
    index % 10 === 9 ? [{ from: `${id}.error`, to: ids[index - 9] ?? '', loop: { max: 2 } }] : [],
  )
  return {
    format: 'slashflow/1',
    name: 'large',
    nodes: [
      { id: 'start', kind: 'start' },
      ...ids.map((id, index) => ({ id, kind: 'transform', config: { value: reading(idBefore(index)) } })),
    ],
    edges: [...ids.map((id, index) => ({ from: idBefore(index), to: id })), ...back],
  }
}
