/** Evaluates previews beside the window's own thread, so that typing never waits for an expression. */
import { isBlobRef } from '#shared/events/blob.ts'
import { isJsonObject, type Json } from '#shared/json.ts'
import { type Preview, type PreviewQuestion, previewOf } from './preview.ts'

export type ToWorker =
  | { readonly type: 'whole'; readonly hash: string; readonly text: string }
  | { readonly type: 'question'; readonly id: number; readonly question: PreviewQuestion }

export interface FromWorker {
  readonly id: number
  readonly preview: Preview
}

/** Large values as they were sent, once each. */
const wholes = new Map<string, Json>()

function withWholes(value: Json): Json {
  if (isBlobRef(value)) return wholes.get(value.$blob) ?? value.preview
  if (Array.isArray(value)) return value.map(withWholes)
  if (!isJsonObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withWholes(item)]))
}

addEventListener('message', async ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'whole') return void wholes.set(data.hash, JSON.parse(data.text) as Json) // kept as JSON text
  const scope = withWholes(data.question.scope) as PreviewQuestion['scope'] // an object stays one
  const preview = await previewOf({ ...data.question, scope }, () => performance.now())
  postMessage({ id: data.id, preview } satisfies FromWorker)
})
