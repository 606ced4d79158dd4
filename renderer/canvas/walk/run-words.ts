/** What a run did since, in a sentence: who needs a person first, then what failed, then what goes on. */
import { titleOfNode } from '#shared/workflow/title-of-node.ts'
import type { NodeView } from '../model/node-view.ts'

type Glyph = NodeView['glyph']

const WORDS: Partial<Record<Glyph, string>> = {
  'needs-approval': 'needs your approval',
  'needs-answer': 'needs your answer',
  failed: 'failed',
  interrupted: 'was interrupted',
  retrying: 'tries again',
  running: 'runs',
  streaming: 'runs',
  done: 'is done',
  skipped: 'was skipped',
  compensated: 'was undone',
}
const ORDER = Object.keys(WORDS)
const NAMED = 4

export function runWords(before: ReadonlyMap<string, NodeView>, after: ReadonlyMap<string, NodeView>): string {
  const changed = [...after].flatMap(([id, { glyph, node }]) => {
    const words = WORDS[glyph]
    const wordsBefore = WORDS[before.get(id)?.glyph ?? 'idle']
    return words === undefined || words === wordsBefore ? [] : [{ glyph, sentence: `${titleOfNode(node)} ${words}` }]
  })
  const told = changed.toSorted((one, other) => ORDER.indexOf(one.glyph) - ORDER.indexOf(other.glyph))
  const more = told.length - NAMED
  return told
    .slice(0, NAMED)
    .map(({ sentence }) => sentence)
    .concat(more > 0 ? [`${more} more changed`] : [])
    .join('. ')
}
