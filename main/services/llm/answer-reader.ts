/** Puts an answer together from the chunks of a stream, or from one JSON body where a server does not stream. */
import { z } from 'zod'
import type { ModelAnswer, ModelCallbacks } from '#main/engine/ports/model.ts'

const Usage = z.object({ prompt_tokens: z.number(), completion_tokens: z.number() })
const Content = z.object({ content: z.string().nullish(), refusal: z.string().nullish() })
const Finish = z.string().nullish()

/** What is read of a chunk; servers add much that does not matter here. */
const Chunk = z.object({
  model: z.string().nullish(),
  choices: z.array(z.object({ delta: Content.nullish(), finish_reason: Finish })).nullish(),
  usage: Usage.nullish().catch(undefined),
})

const Whole = z.object({
  model: z.string().nullish(),
  choices: z.array(z.object({ message: Content, finish_reason: Finish })).min(1),
  usage: Usage.nullish().catch(undefined),
})

export class AnswerReader {
  text = ''
  finishReason: string | undefined
  chunks = 0
  readonly #callbacks: ModelCallbacks
  readonly #askedModel: string
  #model: string | undefined
  #usage: z.infer<typeof Usage> | undefined
  #refusal = ''

  constructor(askedModel: string, callbacks: ModelCallbacks) {
    this.#askedModel = askedModel
    this.#callbacks = callbacks
  }

  /** False where the chunk has a shape that no chat completion has. */
  take(value: unknown): boolean {
    const parsed = Chunk.safeParse(value)
    if (!parsed.success) return false
    this.chunks += 1
    const { model, choices, usage } = parsed.data
    const choice = choices?.[0]
    this.#read(choice?.delta, choice?.finish_reason, model, usage)
    return true
  }

  /** A whole completion, from a server that ignores `stream`. */
  takeWhole(value: unknown): boolean {
    const parsed = Whole.safeParse(value)
    const choice = parsed.data?.choices[0]
    if (!parsed.success || !choice) return false
    this.#read(choice.message, choice.finish_reason ?? 'stop', parsed.data.model, parsed.data.usage)
    return true
  }

  #read(
    part: z.infer<typeof Content> | null | undefined,
    finish: string | null | undefined,
    model: string | null | undefined,
    usage: z.infer<typeof Usage> | null | undefined,
  ): void {
    if (model) this.#model = model
    if (usage) this.#usage = usage
    if (part?.refusal) this.#refusal += part.refusal
    if (part?.content) {
      this.text += part.content
      this.#callbacks.text(part.content)
    }
    if (finish) this.finishReason = finish
  }

  answer(): ModelAnswer {
    const finishReason = this.finishReason ?? 'stop'
    if (this.#refusal !== '') this.#callbacks.notice('model.refused', `The model declined to answer: ${this.#refusal}`)
    if (finishReason === 'length') {
      this.#callbacks.notice(
        'model.length',
        'The answer stops here because it reached the longest that the model or its server allows; the end is missing.',
      )
    }
    if (finishReason === 'content_filter')
      this.#callbacks.notice('model.filtered', "The server's content filter ended the answer early.")
    return {
      text: this.text,
      model: this.#model ?? this.#askedModel,
      finishReason,
      ...(this.#usage && {
        usage: { inputTokens: this.#usage.prompt_tokens, outputTokens: this.#usage.completion_tokens },
      }),
      demo: false,
    }
  }
}
