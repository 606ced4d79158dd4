/** A difference in words, for a line of the list of versions: `2 nodes added, Review changed (prompt)`. */
import { counted } from '../counted.ts'
import type { PartsDiff, WorkflowDiff } from './diff.ts'
import { titleOfNode } from './title-of-node.ts'
import type { Workflow } from './workflow.ts'

const FIELDS_NAMED = 3

/** Empty where nothing differs. `before` and `after` are the versions that were compared; titles come from them. */
export function diffWords(diff: WorkflowDiff, before: Workflow, after: Workflow): string {
  const titles = new Map([...before.nodes, ...after.nodes].map((node) => [node.id, titleOfNode(node)]))
  const words = [
    ...partWords(diff.nodes, 'node', (id) => titles.get(id) ?? id),
    ...partWords(diff.edges, 'edge'),
    ...partWords(diff.parameters, 'parameter', (name) => name),
    ...fieldWords(diff),
    ...(diff.moved.length > 0 ? [`${counted(diff.moved.length, 'node')} moved`] : []),
    ...(diff.restyled.length > 0 ? [`${counted(diff.restyled.length, 'node')} restyled`] : []),
  ]
  if (words.length === 0 && diff.placed.length > 0)
    words.push(
      `${diff.placed.length === 1 ? 'the place' : 'the places'} of ${counted(diff.placed.length, 'node')} kept`,
    )
  if (words.length === 0 && diff.reordered.length > 0) words.push(`${diff.reordered.join(' and ')} in another order`)
  return words.join(', ')
}

/** A single part with a name is named; several are counted. */
function partWords(parts: PartsDiff, what: string, nameOf?: (key: string) => string): readonly string[] {
  const told = (keys: readonly string[], verb: string): readonly string[] => {
    const [only] = keys
    if (only === undefined) return []
    return [`${keys.length === 1 && nameOf ? nameOf(only) : counted(keys.length, what)} ${verb}`]
  }
  const [change] = parts.changed
  const changed =
    change && parts.changed.length === 1 && nameOf
      ? [`${nameOf(change.key)} changed (${named(change.fields.map(({ field }) => field))})`]
      : told(
          parts.changed.map(({ key }) => key),
          'changed',
        )
  return [...told(parts.added, 'added'), ...told(parts.removed, 'removed'), ...changed]
}

function fieldWords({ fields }: WorkflowDiff): readonly string[] {
  return fields.length === 0 ? [] : [`${named(fields.map(({ field }) => field))} changed`]
}

/** `prompt, model`; of many, how many more. */
function named(fields: readonly string[]): string {
  const names = fields.map((field) => field.replace(/^config\./, ''))
  const more = names.length - FIELDS_NAMED
  return more > 0 ? `${names.slice(0, FIELDS_NAMED).join(', ')} and ${more} more` : names.join(', ')
}
