/** How a fresh node is joined to what is there. */
import type { Workflow } from '#shared/workflow/workflow.ts'
import { type Connection, connect, connectionProblem, reconnect } from './connect.ts'
import { insertOnEdge } from './insert-on-edge.ts'

export interface Link {
  /** It follows this. */
  readonly from?: Omit<Connection, 'to'> | undefined
  /** It leads to this. */
  readonly to?: string | undefined
  /** The edge, by index, whose end was pulled off: it is moved, and no other is made. */
  readonly moved?: number | undefined
  /** It goes into this edge, by index. */
  readonly split?: number | undefined
}

/** `way` is the port by which the node goes on. What cannot be joined is left alone: the node is there all the same. */
export function linkNode(
  workflow: Workflow,
  id: string,
  way: string | undefined,
  { from, to, moved, split }: Link,
  closed: ReadonlySet<string>,
): Workflow {
  if (split !== undefined) return way === undefined ? workflow : insertOnEdge(workflow, split, id, way)
  const connection = from
    ? { ...from, to: id }
    : to !== undefined && way !== undefined
      ? { from: id, port: way, to }
      : undefined
  if (!connection || connectionProblem(workflow, connection, closed)) return workflow
  return moved === undefined ? connect(workflow, connection) : reconnect(workflow, moved, connection)
}
