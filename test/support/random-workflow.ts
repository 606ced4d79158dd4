/** Random workflows whose nodes name one another in every way there is: edges, containers, compensation, lists, expressions. */
import fc from 'fast-check'
import type { Edge, Workflow, WorkflowNode } from '#shared/workflow/workflow.ts'

const IDS = ['draft', 'review', 'review_2', 'ok', 'a', 'b_1', 'each_file', 'undo'] as const
const READS = [
  (id: string) => `{{ nodes.${id}.text }}`,
  (id: string) => `Say {{ nodes.${id} }} and "nodes.${id}" to {{ args.who }}`,
  (id: string) => `{{ $map(args.list, function($v) { $v & nodes.\`${id}\`.stdout }) }}`,
  (id: string) => `{{ $.nodes.${id}[0] }} {{ nodes.gone.x }}`,
]

interface Parts {
  readonly ids: readonly string[]
  readonly parents: readonly number[]
  readonly reads: readonly (readonly [number, number])[]
  readonly edges: readonly (readonly [number, number, boolean])[]
  readonly placed: readonly boolean[]
}

const parts: fc.Arbitrary<Parts> = fc.record({
  ids: fc.uniqueArray(fc.constantFrom(...IDS), { minLength: 1, maxLength: IDS.length }),
  parents: fc.array(fc.nat(8), { minLength: 8, maxLength: 8 }),
  reads: fc.array(fc.tuple(fc.nat(7), fc.nat(3)), { minLength: 8, maxLength: 8 }),
  edges: fc.array(fc.tuple(fc.nat(7), fc.nat(7), fc.boolean()), { maxLength: 10 }),
  placed: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
})

export const workflows: fc.Arbitrary<Workflow> = parts.map((given) => {
  const { ids, parents, reads, edges, placed } = given
  const id = (index: number) => ids[index % ids.length] ?? 'a'
  // A container is an earlier node, so that no circle comes about.
  const parentOf = (index: number) => {
    const parent = parents[index] ?? 0
    return parent < index ? id(parent) : undefined
  }
  const nodes = ids.map((own, index): WorkflowNode => {
    const [other = 0, form = 0] = reads[index] ?? []
    const parent = parentOf(index)
    return {
      id: own,
      kind: index % 3 === 0 ? 'group' : index % 3 === 1 ? 'prompt' : 'cancel',
      ...(parent !== undefined && { parent }),
      config: index % 3 === 2 ? { nodes: [id(other)] } : { prompt: READS[form]?.(id(other)) ?? '' },
      ...(index % 4 === 1 && { compensate: id(other) }),
    }
  })
  return {
    format: 'slashflow/1',
    name: 'random',
    parameters: [{ name: 'who', type: 'string' }],
    nodes,
    edges: edges.map(([from, to, port]): Edge => ({ from: port ? `${id(from)}.error` : id(from), to: id(to) })),
    layout: Object.fromEntries(
      ids.flatMap((own, index): [string, [number, number]][] =>
        placed[index] ? [[own, [index * 40, (index % 3) * 80]]] : [],
      ),
    ),
  }
})
