/** What a workflow can do, read from the file alone: for the question whether to trust it. */

import type { Capabilities } from '../ipc/views.ts'
import type { Json } from '../json.ts'
import { asText } from './as-text.ts'
import type { Workflow, WorkflowNode } from './workflow.ts'

/** Texts stand as written, expressions included: what they will give is not known before the run. Nothing is named twice. */
export function capabilitiesOf(workflow: Workflow): Capabilities {
  const collect = (of: (node: WorkflowNode) => readonly string[]) => [...new Set(workflow.nodes.flatMap(of))]
  return {
    programs: collect(programsOf),
    paths: collect(({ kind, config }) => (kind === 'file' || kind === 'watch' ? textOf(config?.path) : [])),
    models: collect(({ kind, config }) => (kind === 'prompt' || kind === 'guard' ? textOf(config?.model) : [])),
    unasked: collect((node) => (node.approve === 'never' ? [node.id] : [])),
  }
}

function programsOf({ kind, config }: WorkflowNode): readonly string[] {
  if (kind === 'git') return [['git', ...textOf(config?.action)].join(' ')]
  if (kind !== 'shell' || config?.command === undefined) return []
  const { args } = config
  const words = Array.isArray(args) ? args.map((word) => asText(word)) : textOf(args)
  return [[asText(config.command), ...words].map(asWord).join(' ')]
}

/** Quoted where it holds a blank, so that one argument is not taken for two; an expression stands as it is. */
function asWord(word: string): string {
  return word === '' || (/\s/.test(word) && !word.includes('{{')) ? JSON.stringify(word) : word
}

const textOf = (value: Json | undefined): readonly string[] =>
  value === undefined || value === '' ? [] : [asText(value)]
