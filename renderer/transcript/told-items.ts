/** What a screen reader is told of a transcript that grows: each thing once, when it is whole, and long text by its beginning. */
import type { NodeItem } from './node-item.ts'
import { partWords } from './part-words.ts'
import type { TranscriptItem } from './transcript-of.ts'
import { writtenWords } from './written-words.ts'

/** About half a minute of speech; the rest is read in the transcript. */
const LONGEST_TOLD = 600

const ENDS: ReadonlySet<TranscriptItem['type']> = new Set(['succeeded', 'failed', 'interrupted'])

/** `before` and `after` are the transcript at two moments; `titled` gives the title of a node. */
export function toldItems(
  before: readonly TranscriptItem[],
  after: readonly TranscriptItem[],
  titled: (nodeId: string) => string,
): string {
  const known = new Map(before.map((item) => [item.key, item]))
  const isOver = after.some(({ type }) => ENDS.has(type))
  return after
    .flatMap((item) => {
      const had = known.get(item.key)
      if (had === item || had?.type === 'command') return []
      return item.type === 'node'
        ? toldOfNode(had?.type === 'node' ? had : undefined, item, titled)
        : told(item, titled, isOver)
    })
    .join(' ')
}

function toldOfNode(before: NodeItem | undefined, item: NodeItem, titled: (nodeId: string) => string): string[] {
  const { question, decided, ended, text, shown, failure, notices, written } = item
  const title = titled(item.nodeId)
  const hasEnded = ended !== before?.ended || item.endedAt !== before?.endedAt
  const isAsked = question !== undefined && question.waitId !== before?.question?.waitId && !decided
  return [
    isAsked ? `${title} asks: ${sentence(question.title)}` : '',
    ...notices.slice(before?.notices.length ?? 0).map(({ message }) => `${title}: ${sentence(message)}`),
    ...written.slice(before?.written.length ?? 0).map((file) => `${title}: ${writtenWords(file)} ${file.path}.`),
    shown && !before?.shown ? `${title} shows ${sentence(shown.title || 'a result')}` : '',
    hasEnded && ended === 'completed' && text ? `${title}: ${sentence(text)}` : '',
    hasEnded && ended === 'failed' && failure ? `${title} failed: ${sentence(failure.message)}` : '',
  ].filter((words) => words !== '')
}

function told(item: Exclude<TranscriptItem, NodeItem>, titled: (nodeId: string) => string, isOver: boolean): string[] {
  switch (item.type) {
    case 'command':
      return [`/${item.name} ${isOver ? 'ran' : 'runs'}${item.part ? `, ${partWords(item.part, titled)}` : ''}.`]
    case 'note':
      return item.isToldElsewhere ? [] : [item.text]
    case 'undone':
      return [
        item.failure === undefined
          ? `${titled(item.nodeId)} is undone.`
          : `${titled(item.nodeId)} could not be undone: ${sentence(item.failure)}`,
      ]
    case 'succeeded':
      return ['The run succeeded.']
    case 'failed':
      // What a node says of itself is not said again.
      return [item.nodeId === undefined ? `The run failed: ${sentence(item.message)}` : 'The run failed.']
    case 'interrupted':
      return ['The run is stopped.']
  }
}

function sentence(text: string): string {
  const words = text.trim()
  if (words.length > LONGEST_TOLD) return `${words.slice(0, LONGEST_TOLD)}… The rest is in the transcript.`
  return /[.!?…]$/.test(words) ? words : `${words}.`
}
