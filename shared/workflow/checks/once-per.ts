import type { Workflow } from '../workflow.ts'

/** What is read of a workflow as a whole, once for all the problems that it has. */
export function oncePer<T>(read: (workflow: Workflow) => T): (workflow: Workflow) => T {
  const known = new WeakMap<Workflow, T>()
  return (workflow) => {
    const found = known.get(workflow) ?? read(workflow)
    known.set(workflow, found)
    return found
  }
}
