import { analyseGraph } from '../graph.ts'
import type { KindCatalog } from '../kind-descriptor.ts'
import type { Workflow, WorkflowNode } from '../workflow.ts'

interface PartOfWorkflow {
  readonly workflow: Workflow
  readonly inside: ReadonlySet<string>
  readonly catalog: KindCatalog
}

/** Which names of a node are those of an item or a loop inside the part, and which of one around it. */
export function loopsAround({ workflow, inside, catalog }: PartOfWorkflow) {
  const graph = analyseGraph(workflow)
  const bodies = graph.loops.map((loop) => new Set(loop.body.flatMap((index) => graph.nodes[index]?.id ?? [])))
  const parents = new Map(workflow.nodes.map((node) => [node.id, node.parent]))
  const kinds = new Map(workflow.nodes.map((node) => [node.id, node.kind]))
  const takesItems = (id: string) => {
    const fields = catalog.get(kinds.get(id) ?? '')?.configSchema.properties
    return typeof fields === 'object' && fields !== null && 'items' in fields
  }
  const around = (id: string): readonly string[] => {
    const found: string[] = []
    for (let here = parents.get(id); here !== undefined && !found.includes(here); here = parents.get(here))
      found.push(here)
    return found
  }
  return {
    itemsInside: ({ id }: WorkflowNode) => around(id).some((each) => inside.has(each) && takesItems(each)),
    loopOutside({ id }: WorkflowNode) {
      for (const here of [id, ...around(id)]) {
        const body = bodies.find((each) => each.has(here))
        if (body) return ![...body].every((each) => inside.has(each))
      }
      return false
    },
  }
}
