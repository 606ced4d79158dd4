/** Asks the worker for a preview. A worker that does not answer in time is ended: the engine's limits cannot stop one long call of a built-in. */
import { type BlobRef, isBlobRef } from '#shared/events/blob.ts'
import type { Json } from '#shared/json.ts'
import { blobsIn, LARGEST_READ, readText } from '../scope/blob-values.ts'
import type { Preview, PreviewQuestion } from './preview.ts'
import type { FromWorker, ToWorker } from './preview-worker.ts'

/** Longer than the engine allows an expression, so that its own sentence comes first. */
const PATIENCE_MS = 3_000

interface Asked {
  readonly settle: (preview: Preview) => void
  readonly timer: ReturnType<typeof setTimeout>
}

let worker: Worker | undefined
const sent = new Set<string>()
const asked = new Map<number, Asked>()
let lastId = 0

export async function askPreview(question: PreviewQuestion): Promise<Preview> {
  const scope = only(question.text, question.scope)
  for (const blob of blobsIn(scope)) await send(blob)
  const id = ++lastId
  return new Promise((settle) => {
    asked.set(id, { settle, timer: setTimeout(giveUp, PATIENCE_MS) })
    tell({ type: 'question', id, question: { ...question, scope } })
  })
}

async function send(blob: BlobRef): Promise<void> {
  if (sent.has(blob.$blob) || blob.bytes > LARGEST_READ) return
  try {
    const text = await readText(blob)
    tell({ type: 'whole', hash: blob.$blob, text })
    sent.add(blob.$blob)
  } catch {
    // Its beginning stands in for it, as it does on every screen of a value that is not kept any more.
  }
}

/** Only what the text can mean crosses to the worker: outputs that it does not name stay here. */
function only(text: string, scope: PreviewQuestion['scope']): PreviewQuestion['scope'] {
  const { nodes, ...rest } = scope
  if (nodes === undefined || isBlobRef(nodes) || typeof nodes !== 'object' || nodes === null) return scope
  const named = Object.entries(nodes).filter(([id]) => text.includes(id))
  // By a wildcard or a computed name, any may be meant.
  const all = /nodes\s*(?:\.\s*\*|\)|\[|,)|\*\*/.test(text)
  return { ...rest, nodes: (all ? nodes : Object.fromEntries(named)) as Json }
}

function tell(message: ToWorker): void {
  worker ??= start()
  worker.postMessage(message)
}

function start(): Worker {
  const started = new Worker(new URL('./preview-worker.ts', import.meta.url), { type: 'module' })
  started.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => answer(data.id, data.preview))
  return started
}

function answer(id: number, preview: Preview): void {
  const waiting = asked.get(id)
  if (!waiting) return
  asked.delete(id)
  clearTimeout(waiting.timer)
  waiting.settle(preview)
}

/** What was asked behind the one that hangs is told so too: it is asked again with the next change. */
function giveUp(): void {
  worker?.terminate()
  worker = undefined
  sent.clear()
  const message = `It took longer than ${PATIENCE_MS / 1_000} s on this data and was stopped. In a run it would fail its node.`
  for (const id of [...asked.keys()]) answer(id, { state: 'error', message })
}
