/** Why nodes cannot be a command of their own: where it could mean something else than they do where they stand. */
import { titleById, titleOfNode } from '../title-of-node.ts'
import { edgeSource, type WorkflowNode } from '../workflow.ts'
import { END, earlyJoin, looseEnd, namesRead, ownMemory } from './command-parts.ts'
import { type Part, runningTop } from './extract-part.ts'
import { listedNodes } from './rename-ids.ts'

/** A sentence; undefined where they can. */
export function extractRefusal(part: Part): string | undefined {
  return (
    wrongSelection(part) ??
    wrongEntry(part) ??
    crossing(part) ??
    ownMemory(part.nodes) ??
    wrongExit(part) ??
    earlyJoin(part.top, part.workflow.edges) ??
    unreadable(part)
  )
}

function wrongSelection({ top, nodes, catalog }: Part): string | undefined {
  if (top.length === 0) return 'Select the nodes first.'
  if (new Set(top.map(({ parent }) => parent)).size > 1) return 'Select nodes of one container.'
  const unknown = nodes.find(({ kind }) => !catalog.has(kind))
  if (unknown) return `${titleOfNode(unknown)} is of a kind that this version does not know.`
  const entry = nodes.find(({ kind }) => catalog.get(kind)?.entry)
  if (entry) return `${titleOfNode(entry)} begins a run. Leave it out: the new command gets a beginning of its own.`
  const end = top.find(({ kind }) => kind === END)
  if (end) return `${titleOfNode(end)} ends the run; in a command of its own it would end that one only. Leave it out.`
  return top.every(({ kind }) => catalog.get(kind)?.runs === false)
    ? 'Notes alone do nothing. Select what runs.'
    : undefined
}

function wrongEntry(part: Part): string | undefined {
  const { entering, leaving, inner, first, top, workflow } = part
  const title = (id: string) => titleById(workflow, id)
  const loop = [...entering, ...leaving].find((edge) => edge.loop)
  if (loop)
    return `The loop from ${title(edgeSource(loop).node)} back to ${title(loop.to)} would cross its border. Select all that it goes round.`
  if (entering.length === 0)
    return top[0]?.parent === undefined
      ? 'No edge leads to the selection, so nothing would run the new command.'
      : undefined
  const sources = first.map((id) =>
    entering
      .flatMap((edge) => (edge.to === id ? [edge.from] : []))
      .sort()
      .join(' '),
  )
  if (new Set(sources).size > 1)
    return `It is entered at several places from different nodes: ${first.map(title).join(', ')}. A command has one beginning.`
  const mixed = first.find((id) => inner.some((edge) => edge.to === id && !edge.loop))
  if (mixed !== undefined)
    return `${title(mixed)} is reached both from outside and from inside. A command is entered at its beginning only.`
  const reached = new Set([...first, ...inner.map(({ to }) => to)])
  const stray = top[0]?.parent === undefined ? undefined : runningTop(part).find(({ id }) => !reached.has(id))
  return stray && `${titleOfNode(stray)} starts with each item by itself, beside what is entered from outside.`
}

function wrongExit({ leaving, top, inner, catalog, workflow }: Part): string | undefined {
  const exits = [...new Set(leaving.map(({ from }) => from))]
  if (exits.length > 1)
    return `It is left at several places: ${exits.join(', ')}. A command has one way on. Join them inside first, or select what follows too.`
  const [exit] = leaving
  if (!exit) return undefined
  const { node, port } = edgeSource(exit)
  if (port === 'error' || port === 'interrupted')
    return `It is left by “${port}” of ${titleById(workflow, node)}, and a command that fails tells nothing of its inside. Handle it inside first.`
  return looseEnd(top, inner, catalog, (each, way) => each.id === node && way === port)
}

function crossing({ nodes, outside, inside, catalog }: Part): string | undefined {
  const over = (node: WorkflowNode, there: (id: string) => boolean) =>
    (node.compensate !== undefined && there(node.compensate)) || listedNodes(node, catalog).some(there)
  const node =
    nodes.find((each) => over(each, (id) => !inside.has(id))) ??
    outside.find((each) => over(each, (id) => inside.has(id)))
  return (
    node &&
    `${titleOfNode(node)} names a node on the other side (as what undoes it, or to cancel it), and nothing reaches over the border of a command.`
  )
}

function unreadable({ nodes, outside }: Part): string | undefined {
  for (const node of [...nodes, ...outside])
    for (const { root, field } of namesRead(node)) {
      if (root === 'nodes' && !field)
        return `${titleOfNode(node)} reads all nodes at once, so it cannot be told which it needs.`
      if (root === 'args' && !field && nodes.includes(node))
        return `${titleOfNode(node)} reads all arguments at once. Let it name those it needs.`
    }
  return undefined
}
