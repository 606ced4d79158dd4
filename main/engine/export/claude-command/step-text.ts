/** One node as a step for an assistant: what it does, its settings, and where it goes on. */
import { isJsonObject, type Json } from '#shared/json.ts'
import { DEFAULT_PORT, type Edge, ERROR_PORT, edgeSource, type Workflow } from '#shared/workflow/workflow.ts'
import type { CompiledNode } from '../../compile/compiled-workflow.ts'
import { codeOf, safeText, valueLines } from './markdown-text.ts'

/** `level` of the heading; what stands inside a container is one deeper. */
export function stepLines(node: CompiledNode, workflow: Workflow, level: number): readonly string[] {
  const { id, title, kind, inside, definition } = node
  const heading = `${'#'.repeat(Math.min(level, 6))} ${id}: ${safeText(title)}`
  const { descriptor } = kind
  if (!descriptor.runs)
    return [...Object.values(node.config).flatMap((text) => (typeof text === 'string' ? quoted(text) : [])), '']
  if (definition.disabled) return [heading, '', 'Do nothing here.', '', ...waysOn(node, workflow), '']
  return [
    heading,
    '',
    ...(descriptor.entry ? [] : [whatToDo(node), '']),
    ...settings(node),
    ...policies(node),
    '',
    ...waysOn(node, workflow),
    '',
    ...(inside?.nodes.flatMap((child) => stepLines(child, workflow, level + 1)) ?? []),
  ]
}

const quoted = (text: string): readonly string[] =>
  safeText(text)
    .split('\n')
    .map((line) => `> ${line}`)

function whatToDo({ id, kind }: CompiledNode): string {
  const { descriptor, behaviour } = kind
  if (descriptor.group === 'model') return 'You are the model that is meant here: do it yourself.'
  switch (behaviour.family) {
    case 'approval':
      return `Ask me, and wait for my answer. What I approve, changed or not, is \`nodes.${id}.value\`; what I say when I reject it is \`nodes.${id}.feedback\`.`
    case 'form':
      return `${descriptor.summary} Show or ask it, and wait for my answer where there is something to answer.`
    case 'container':
      return `${descriptor.summary} The steps inside of it follow.`
    default:
      return descriptor.summary
  }
}

function settings({ config, kind }: CompiledNode): readonly string[] {
  const fields = kind.descriptor.configSchema.properties
  return Object.entries(config).flatMap(([name, value]) =>
    isNothing(value) ? [] : valueLines(labelOf(fields, name), value),
  )
}

const isNothing = (value: Json): boolean =>
  value === '' || value === null || (Array.isArray(value) && value.length === 0)

function labelOf(fields: Json | undefined, name: string): string {
  const field = isJsonObject(fields) ? fields[name] : undefined
  const title = isJsonObject(field) ? field.title : undefined
  return typeof title === 'string' && title !== '' ? title : name
}

function policies({ definition: { retry, timeout, compensate } }: CompiledNode): readonly string[] {
  return [
    ...(retry?.attempts !== undefined && retry.attempts > 1
      ? [`- Where it fails, try up to ${retry.attempts} times.`]
      : []),
    ...(timeout === undefined ? [] : [`- Give up after ${timeout}.`]),
    ...(compensate === undefined ? [] : [`- Where a later step fails, undo this by **${compensate}**.`]),
  ]
}

/** The ways out of a node, and what it waits for. */
function waysOn({ id, kind, definition }: CompiledNode, { edges }: Workflow): readonly string[] {
  const before = [...new Set(edges.flatMap((edge) => (edge.to === id && !edge.loop ? [edgeSource(edge).node] : [])))]
  const waits =
    before.length > 1 && (definition.join ?? 'all') === 'all'
      ? [
          `Begin it once each of ${before.map((each) => `**${each}**`).join(', ')} has been done or can no longer be reached.`,
        ]
      : []
  const ways = edges.flatMap((edge) => (edgeSource(edge).node === id ? [wayOf(edge)] : []))
  const isEnd = kind.behaviour.family === 'end'
  const ends = ways.length > 0 ? [] : [isEnd ? 'End here, with that result.' : 'Nothing follows this step.']
  return [...waits, ...(waits.length > 0 ? [''] : []), ...ways, ...ends]
}

function wayOf(edge: Edge): string {
  const { port } = edgeSource(edge)
  const when = port === DEFAULT_PORT ? 'Then' : port === ERROR_PORT ? 'Where it fails,' : `By ${codeOf(port)},`
  if (!edge.loop) return `- ${when} go on with **${edge.to}**.`
  const { max } = edge.loop
  return `- ${when} go back to **${edge.to}**, at most ${max} ${max === 1 ? 'time' : 'times'}, with what was said here as \`loop.feedback\`.`
}
