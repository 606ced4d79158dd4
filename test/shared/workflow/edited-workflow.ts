/** Workflows that grew out of another one, as edits make them. */
import fc from 'fast-check'
import type { Edge, Workflow, WorkflowNode } from '#shared/workflow/workflow.ts'
import { workflows } from './workflow-arbitrary.ts'

type Edit = (workflow: Workflow) => Workflow

const word = fc.stringMatching(/^[a-z]{1,5}$/)
const place = fc.nat(20)

const at = <T>(items: readonly T[], index: number): T | undefined => items[index % Math.max(1, items.length)]

const changeNode =
  (index: number, change: Partial<WorkflowNode>): Edit =>
  (workflow) => {
    const chosen = at(workflow.nodes, index)
    return { ...workflow, nodes: workflow.nodes.map((node) => (node === chosen ? { ...node, ...change } : node)) }
  }

const edits: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(place, word).map(([index, title]) => changeNode(index, { title })),
  fc.tuple(place, word, word).map(
    ([index, key, value]): Edit =>
      (workflow) => {
        const chosen = at(workflow.nodes, index)
        const nodes = workflow.nodes.map((node) =>
          node === chosen ? { ...node, config: { ...node.config, [key]: value } } : node,
        )
        return { ...workflow, nodes }
      },
  ),
  fc.tuple(place, word).map(
    ([index, id]): Edit =>
      ({ nodes, ...rest }) => {
        if (nodes.some((node) => node.id === id)) return { nodes, ...rest }
        return { ...rest, nodes: nodes.toSpliced(index % (nodes.length + 1), 0, { id, kind: 'prompt' }) }
      },
  ),
  place.map(
    (index): Edit =>
      (workflow) => {
        const gone = at(workflow.nodes, index)
        if (!gone) return workflow
        const { [gone.id]: _, ...layout } = workflow.layout ?? {}
        return {
          ...workflow,
          nodes: workflow.nodes.filter((node) => node !== gone),
          edges: workflow.edges.filter((edge) => edge.from !== gone.id && edge.to !== gone.id),
          ...(workflow.layout && { layout }),
        }
      },
  ),
  fc.tuple(place, place).map(
    ([from, to]): Edit =>
      (workflow) => {
        const [source, target] = [at(workflow.nodes, from), at(workflow.nodes, to)]
        if (!source || !target) return workflow
        const edge: Edge = { from: source.id, to: target.id }
        return { ...workflow, edges: [...workflow.edges, edge] }
      },
  ),
  place.map(
    (index): Edit =>
      (workflow) => ({ ...workflow, edges: workflow.edges.filter((_, i) => i !== index) }),
  ),
  fc.tuple(place, fc.integer(), fc.integer()).map(
    ([index, x, y]): Edit =>
      (workflow) => {
        const chosen = at(workflow.nodes, index)
        return chosen ? { ...workflow, layout: { ...workflow.layout, [chosen.id]: [x, y] } } : workflow
      },
  ),
  word.map(
    (title): Edit =>
      (workflow) => ({ ...workflow, title }),
  ),
  fc.constant<Edit>((workflow) => ({ ...workflow, nodes: workflow.nodes.toReversed() })),
)

/** As an edit leaves it: each node and edge once. */
const drawn = workflows.map((workflow) => ({
  ...workflow,
  nodes: workflow.nodes.filter(({ id }, index) => workflow.nodes.findIndex((node) => node.id === id) === index),
}))

const edited = (workflow: Workflow): fc.Arbitrary<Workflow> =>
  fc.array(edits, { maxLength: 6 }).map((all) => all.reduce((done, edit) => edit(done), workflow))

/** A workflow, and two that grew out of it. */
export const forks = drawn.chain((base) =>
  fc.record({ base: fc.constant(base), mine: edited(base), theirs: edited(base) }),
)
