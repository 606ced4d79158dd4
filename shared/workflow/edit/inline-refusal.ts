/** Why the nodes of a command cannot stand in place of the node that runs it: where they could mean something else there. */
import { isJsonObject } from '../../json.ts'
import type { KindCatalog } from '../kind-descriptor.ts'
import { titleOfNode } from '../title-of-node.ts'
import { DEFAULT_PORT, edgeSource, type Workflow, type WorkflowNode } from '../workflow.ts'
import { CALL, END, earlyJoin, namesRead, ownMemory, START } from './command-parts.ts'

const POLICIES = ['retry', 'timeout', 'lock', 'compensate', 'pinned', 'disabled', 'join'] as const

/** About the node that runs it, as a sentence. */
export function callProblem(workflow: Workflow, call: WorkflowNode): string | undefined {
  const title = titleOfNode(call)
  if (call.kind !== CALL || typeof call.config?.name !== 'string') return `${title} does not run another command.`
  if (call.config.wait === false)
    return `${title} does not wait for the command, and nodes in its place would be waited for.`
  const args = call.config.args
  if (args !== undefined && !isJsonObject(args))
    return `What ${title} gives the command is computed as a whole. Name the arguments one by one.`
  const policy = POLICIES.find((field) => call[field] !== undefined && !(field === 'join' && call.join === 'all'))
  if (policy !== undefined)
    return `${title} has “${policy}”, which counts for the command as a whole. Take it away first.`
  const failing = workflow.edges.find(
    (edge) => edgeSource(edge).node === call.id && edgeSource(edge).port !== DEFAULT_PORT,
  )
  if (failing)
    return `An edge leaves ${title} by “${edgeSource(failing).port}”, for whatever fails inside. Take it away, and give the nodes ways of their own afterwards.`
  const undone = workflow.nodes.find(({ compensate }) => compensate === call.id)
  return undone && `${title} undoes ${titleOfNode(undone)}, and one node alone can do that.`
}

/** About the command that it runs. */
export function commandProblem(command: Workflow, catalog: KindCatalog): string | undefined {
  const top = command.nodes.filter(({ parent }) => parent === undefined)
  const entries = command.nodes.filter(({ kind }) => catalog.get(kind)?.entry)
  const other = entries.find(({ kind }) => kind !== START)
  if (entries.length !== 1 || other) return `/${command.name} begins in several ways, or not by being called.`
  const ends = top.filter(({ kind }) => kind === END)
  if (ends.length > 1) return `/${command.name} ends at several places: ${ends.map(titleOfNode).join(', ')}.`
  if (ends.some(({ config }) => config?.status !== undefined && config.status !== 'succeeded'))
    return `/${command.name} ends as failed, which nodes in the place of it could not say.`
  const reader = command.nodes.find((node) => namesRead(node).some(({ root, field }) => root === 'nodes' && !field))
  if (reader) return `${titleOfNode(reader)} of /${command.name} reads all nodes at once, and here there are others.`
  return ownMemory(command.nodes) ?? earlyJoin(command.nodes, command.edges)
}
