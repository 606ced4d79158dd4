/** The nodes that are there and that a drawn edge may end at, instead of a new one. */

import { edgeFrom } from '#shared/workflow/edit/rename-ids.ts'
import type { Workflow, WorkflowNode } from '#shared/workflow/workflow.ts'
import { ancestorsOf } from '../edit/connect.ts'
import type { Link } from '../edit/link.ts'

export interface Joins {
  /** What leads to its beginning, nearest first: the edge goes back, as a loop. */
  readonly back: readonly WorkflowNode[]
  /** Any other. */
  readonly on: readonly WorkflowNode[]
}

const NONE: Joins = { back: [], on: [] }

export function joinsOf(workflow: Workflow, { from, moved }: Link, closed: ReadonlySet<string>): Joins {
  if (!from) return NONE
  const own = edgeFrom(from.from, from.port)
  const taken = new Set(
    workflow.edges.flatMap((edge, index) => (edge.from === own && index !== moved ? [edge.to] : [])),
  )
  const parent = workflow.nodes.find(({ id }) => id === from.from)?.parent
  const fits = (node: WorkflowNode) => node.parent === parent && !closed.has(node.id) && !taken.has(node.id)
  const before = ancestorsOf(workflow, from.from)
  const earlier = new Set(before)
  const byId = new Map(workflow.nodes.map((node) => [node.id, node]))
  return {
    back: before.flatMap((id) => byId.get(id) ?? []).filter(fits),
    on: workflow.nodes.filter((node) => node.id !== from.from && !earlier.has(node.id) && fits(node)),
  }
}
