/** Milliseconds to check a large file, as the editor does at every change and `run` before it starts. */
import { KIND_CHECKS } from '#main/nodes/check-config.ts'
import { DESCRIPTORS } from '#main/nodes/registry.ts'
import { checkWorkflow } from '#shared/workflow/checks.ts'
import { catalogOf } from '#shared/workflow/kind-descriptor.ts'
import type { Edge, Workflow } from '#shared/workflow/workflow.ts'
import { figuresOf, type Row } from './figures.ts'

const NODES = 10_000
const ROUNDS = 9

export async function checks(): Promise<Row[]> {
  const catalog = catalogOf(DESCRIPTORS)
  return [
    rowOf('names alone', (before) => `{{ nodes.${before} }}`),
    rowOf('an expression in each', (before) => `{{ nodes.${before} + 1 }}`),
  ]

  function rowOf(what: string, reading: (before: string) => string): Row {
    const workflow = chainWithLoops(reading)
    const times = Array.from({ length: ROUNDS }, () => {
      const begun = performance.now()
      checkWorkflow(workflow, catalog, KIND_CHECKS)
      return performance.now() - begun
    })
    return {
      what: `checks of ${NODES.toLocaleString('en-US')} nodes with a loop around every ten, ${what}`,
      goal: 'well under 1 s',
      figures: figuresOf(times),
      unit: 'ms',
    }
  }
}

function chainWithLoops(reading: (before: string) => string): Workflow {
  const ids = Array.from({ length: NODES }, (_, index) => `n${index}`)
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
