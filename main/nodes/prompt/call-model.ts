/** One question to the model: cut to what it takes, streamed, asked again with less where the server says it was too much. */

import type { WorkContext } from '#main/engine/kind.ts'
import { NodeError } from '#main/engine/node-error.ts'
import type { ModelAnswer, ModelMessage } from '#main/engine/ports/model.ts'
import type { Json } from '#shared/json.ts'
import { estimateTokens, fitMessages, promptBudget } from './fit-to-context.ts'

export interface Question {
  readonly model: string
  readonly messages: readonly ModelMessage[]
  readonly temperature: number | undefined
  readonly schema: Json | undefined
}

const MOST_CUTS = 3
const TOO_LONG =
  /context[ _-]?(?:length|window|size|limit)|(?:prompt|input|request|messages?)\b.{0,40}\btoo (?:long|large|many)|too many tokens|maximum.{0,40}tokens|exceeds?.{0,60}(?:context|token)/i

export async function callModel(question: Question, context: WorkContext): Promise<ModelAnswer> {
  const contextTokens = await context.adapters.model.contextTokens(question.model)
  const besides = question.schema === undefined ? 0 : Buffer.byteLength(JSON.stringify(question.schema))
  let budget = promptBudget(contextTokens, besides)
  let why = `they do not fit the model's context of ${contextTokens.toLocaleString('en-US')} tokens`
  for (let cuts = 0; ; cuts += 1) {
    const { messages, leftOut, total } = fitMessages(question.messages, budget, why)
    if (leftOut > 0) {
      const count = `${leftOut.toLocaleString('en-US')} of ${total.toLocaleString('en-US')}`
      context.notice('model.cut', `${count} characters of the prompt were left out: ${why}.`)
    }
    try {
      return await stream(question, messages, context)
    } catch (error) {
      if (cuts === MOST_CUTS || !isTooLong(error)) throw error
      budget = Math.floor(Math.min(budget, estimateTokens(messages)) / 2)
      why = 'the server says that more does not fit its context'
    }
  }
}

function isTooLong(error: unknown): boolean {
  return error instanceof NodeError && error.code === 'model.bad-request' && TOO_LONG.test(error.message)
}

function stream(question: Question, messages: readonly ModelMessage[], context: WorkContext): Promise<ModelAnswer> {
  const { model, temperature, schema } = question
  return context.adapters.model.stream(
    {
      model,
      messages,
      ...(temperature !== undefined && { temperature }),
      ...(schema !== undefined && { schema: { name: context.nodeId, schema } }),
    },
    { text: (piece) => context.stream('text', piece), notice: (code, message) => context.notice(code, message) },
    context.signal,
  )
}
