/** A workflow as a Mermaid flowchart, for a README or a wiki. */
import { UNDO_LABEL } from '#shared/drawing/edge-path.ts'
import { plainWords } from '#shared/workflow/plain-words.ts'
import type { Edge } from '#shared/workflow/workflow.ts'
import { DEFAULT_PORT, ERROR_PORT, edgeSource } from '#shared/workflow/workflow.ts'
import type { CompiledLevel, CompiledNode, CompiledWorkflow } from '../../compile/compiled-workflow.ts'
import { mermaidId, mermaidLabel } from './mermaid-text.ts'

export function mermaidFlowchart({ workflow, top }: CompiledWorkflow): string {
  const edges = workflow.edges.map(edgeLine)
  const undone = workflow.nodes.flatMap(({ id, compensate }) =>
    compensate === undefined ? [] : [`${mermaidId(id)} -.->|"${UNDO_LABEL}"| ${mermaidId(compensate)}`],
  )
  const failing = workflow.edges.flatMap((edge, index) => (edgeSource(edge).port === ERROR_PORT ? [index] : []))
  return [
    '---',
    `title: ${JSON.stringify(workflow.title ?? `/${workflow.name}`)}`,
    '---',
    'flowchart LR',
    ...levelLines(top, '  '),
    ...[...edges, ...undone].map((line) => `  ${line}`),
    ...(failing.length > 0 ? [`  linkStyle ${failing.join(',')} stroke:#c4453c`] : []),
    '',
  ].join('\n')
}

function levelLines({ nodes }: CompiledLevel, indent: string): readonly string[] {
  return nodes.flatMap((node) =>
    node.inside
      ? [
          `${indent}subgraph ${mermaidId(node.id)}[${mermaidLabel(words(node))}]`,
          ...levelLines(node.inside, `${indent}  `),
          `${indent}end`,
        ]
      : [`${indent}${mermaidId(node.id)}${shapeOf(node)}`],
  )
}

const words = ({ title, kind }: CompiledNode): string => {
  const named = kind.descriptor.title
  return named.toLowerCase() === title.toLowerCase() ? title : `${title} (${named.toLowerCase()})`
}

/** Round where a run begins or ends, a rhombus where it parts, slanted where a person is asked, a flag for a note. */
function shapeOf(node: CompiledNode): string {
  const label = mermaidLabel(noteText(node) ?? words(node))
  const { descriptor, behaviour, conditions } = node.kind
  if (descriptor.entry || behaviour.family === 'end') return `([${label}])`
  if (!descriptor.runs) return `>${label}]`
  if (conditions.size > 0) return `{${label}}`
  if (behaviour.family === 'approval' || behaviour.family === 'form') return `[/${label}/]`
  return `[${label}]`
}

const noteText = ({ kind, config }: CompiledNode): string | undefined =>
  !kind.descriptor.runs && typeof config.text === 'string' ? plainWords(config.text) : undefined

function edgeLine(edge: Edge): string {
  const { node, port } = edgeSource(edge)
  const label = [
    ...(port === DEFAULT_PORT ? [] : [port]),
    ...(edge.loop ? [`at most ${edge.loop.max} ${edge.loop.max === 1 ? 'time' : 'times'}`] : []),
  ].join(', ')
  const arrow = edge.loop ? '-.->' : '-->'
  return `${mermaidId(node)} ${arrow}${label === '' ? '' : `|${mermaidLabel(label)}|`} ${mermaidId(edge.to)}`
}
