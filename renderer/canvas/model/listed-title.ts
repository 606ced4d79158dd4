import { faceText } from '#shared/workflow/face-text.ts'
import type { KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import { plainWords } from '#shared/workflow/plain-words.ts'
import { titleOfNode } from '#shared/workflow/title-of-node.ts'
import type { WorkflowNode } from '#shared/workflow/workflow.ts'

type Described = Pick<KindDescriptor, 'shape' | 'title' | 'face'>

const NOTE_CHARACTERS = 80

/** What is written on a note, as far as it takes to know it again; undefined for what has a title. */
export function noteWords(node: WorkflowNode, kind: Described | undefined): string | undefined {
  if (kind?.shape !== 'note' || (node.title ?? '').trim() !== '') return undefined
  const words = plainWords(faceText(kind, node.config))
  if (words.length <= NOTE_CHARACTERS) return words
  const whole = words.slice(0, NOTE_CHARACTERS)
  return `${whole.slice(0, Math.max(whole.lastIndexOf(' '), NOTE_CHARACTERS / 2))}…`
}

/** What a node is called in a list or a sentence: a note has no title, so by what is written on it. */
export function listedTitle(node: WorkflowNode, kind: Described | undefined): string {
  const words = noteWords(node, kind)
  if (words === undefined) return titleOfNode(node)
  return words === '' ? (kind?.title ?? titleOfNode(node)) : `“${words}”`
}
