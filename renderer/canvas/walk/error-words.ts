/** What an edit made wrong, in a sentence. */
import { errorsOf, type Problem } from '#shared/workflow/problem.ts'
import { titleOfNode } from '#shared/workflow/title-of-node.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { sentenceOf } from '../../parts/problem-words.ts'

/** Empty where nothing is wrong that was not wrong before. */
export function errorWords(before: readonly Problem[], now: readonly Problem[], { nodes }: Workflow): string {
  const known = new Set(before.map(keyOf))
  const [first, ...others] = errorsOf(now).filter((problem) => !known.has(keyOf(problem)))
  if (!first) return ''
  const node = nodes.find(({ id }) => id === first.nodeId)
  const said = `${node ? `${titleOfNode(node)}: ` : ''}${sentenceOf(first)}`
  return others.length === 0 ? `Error. ${said}` : `${others.length + 1} errors. ${said}`
}

const keyOf = ({ code, nodeId, field, edge, message }: Problem): string =>
  [code, nodeId, field, edge, message].join('\n')
