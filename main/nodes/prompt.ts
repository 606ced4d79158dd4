import { z } from 'zod'
import type { Leaving, WorkContext } from '#main/engine/kind.ts'
import { NodeError } from '#main/engine/node-error.ts'
import type { ModelAnswer, ModelMessage } from '#main/engine/ports/model.ts'
import type { Json } from '#shared/json.ts'
import { schemaProblem } from '#shared/json-schema/check-value.ts'
import { asText } from '#shared/workflow/as-text.ts'
import { defineNodeKind, type FieldProblem } from './define-node-kind.ts'
import { messageList, number, optional, raw, text, type WrittenMessage, withDefault } from './fields.ts'
import { callModel, type Question } from './prompt/call-model.ts'
import { repairRequest, structuredAnswer } from './prompt/structured-answer.ts'

interface PromptInput {
  readonly model: string
  readonly system: string
  readonly prompt: string
  readonly messages: readonly WrittenMessage[]
  readonly temperature: number | undefined
  readonly schema: { readonly [key: string]: Json } | undefined
}

const VERSION_SCHEMA: Json = {
  type: 'object',
  properties: { version: { type: 'string' }, breaking: { type: 'boolean' } },
  required: ['version', 'breaking'],
  additionalProperties: false,
}

/** One call of a language model, streamed. */
export const prompt = defineNodeKind({
  kind: 'prompt',
  title: 'Prompt',
  summary: 'Asks a language model; its answer streams in.',
  icon: 'message-square-text',
  group: 'model',
  ports: ['out', 'interrupted'],
  face: { fields: ['prompt'], style: 'text' },
  width: 200,
  output: {
    text: 'string',
    json: 'the answer, where a schema is given',
    usage: 'object',
    model: 'string',
    finishReason: 'string',
    toolCalls: 'array',
  },
  outputSchemas: { json: 'schema' },
  initialConfig: { prompt: '' },
  config: {
    model: withDefault(
      text({ title: 'Model', description: 'The one of the settings where it is empty.' }, 'model'),
      '',
    ),
    system: withDefault(
      text({ title: 'System', description: 'Who the model is and what it must keep to.' }, 'prompt'),
      '',
    ),
    prompt: withDefault(
      text(
        { title: 'Prompt', placeholder: 'Review this diff.\n{{ nodes.diff.stdout }}', shownAfter: 'model' },
        'prompt',
      ),
      '',
    ),
    messages: withDefault(
      messageList({ title: 'Messages', description: 'A conversation so far; stands before the prompt.' }),
      [],
    ),
    temperature: optional(
      number(
        { title: 'Temperature', description: '0 keeps to the likeliest words; the server decides where it is empty.' },
        z.number().min(0).max(2),
      ),
    ),
    schema: optional(
      raw(
        z.record(z.string(), z.json()),
        { title: 'Answer', description: 'A JSON Schema: the answer is then {{ nodes.<id>.json }}.' },
        'schema',
      ),
    ),
  },
  check: wrongTogether,
  behaviour: { family: 'work', perform },
  examples: [
    {
      title: 'The answer is streamed, and is the output when it ends',
      config: { prompt: 'Say hello to {{ args.name }}.' },
      args: { name: 'Ada' },
      model: ['Hello Ada!'],
      leavesBy: 'out',
      output: { text: 'Hello Ada!', json: null, toolCalls: [] },
    },
    {
      title: 'With a schema the answer is data',
      config: { prompt: 'Which version is next?', schema: VERSION_SCHEMA },
      model: ['{ "version": "2.0.0", "breaking": true }'],
      leavesBy: 'out',
      output: { json: { version: '2.0.0', breaking: true } },
    },
    {
      title: 'An answer of another shape is repaired once',
      config: { prompt: 'Which version is next?', schema: VERSION_SCHEMA },
      model: ['Version 2.0.0.', '```json\n{ "version": "2.0.0", "breaking": true }\n```'],
      leavesBy: 'out',
      output: { json: { version: '2.0.0', breaking: true } },
    },
    {
      title: 'And fails the node when it still has another shape',
      config: { prompt: 'Which version is next?', schema: VERSION_SCHEMA },
      model: ['{ "version": 2 }', '{ "version": 2 }'],
      leavesBy: 'error',
      errorCode: 'prompt.schema-mismatch',
    },
  ],
})

function wrongTogether({
  prompt,
  messages,
  schema,
}: {
  prompt?: unknown
  messages?: unknown
  schema?: unknown
}): FieldProblem | null {
  const noMessages = messages === undefined || (Array.isArray(messages) && messages.length === 0)
  if (noMessages && asText(prompt).trim() === '') return { field: 'prompt', message: 'Write what the model is asked.' }
  const problem = schema === undefined ? null : schemaProblem(schema as Json) // parsed as JSON by its own field
  return problem === null ? null : { field: 'schema', message: problem }
}

async function perform(input: PromptInput, context: WorkContext): Promise<Leaving> {
  const release = context.holds(`model stream of ${context.nodeId}`)
  try {
    const answer = await ask(input, context)
    release('ended')
    return { port: 'out', output: answer }
  } catch (error) {
    release(context.signal.aborted ? 'aborted' : 'ended')
    throw error
  }
}

async function ask(input: PromptInput, context: WorkContext): Promise<Json> {
  const question: Question = {
    model: input.model,
    temperature: input.temperature,
    schema: input.schema,
    messages: conversation(input),
  }
  const first = await answerTo(question, context)
  if (input.schema === undefined) return output(first, null)
  const checked = structuredAnswer(first.text, input.schema)
  if ('json' in checked) return output(first, checked.json)

  context.notice(
    'model.repaired',
    `The answer did not match the schema, so the model was asked again: ${checked.errors.join(' ')}`,
  )
  context.stream('text', '\n\n')
  const again: ModelMessage[] = [
    ...question.messages,
    { role: 'assistant', content: first.text },
    { role: 'user', content: repairRequest(checked.errors) },
  ]
  const second = await answerTo({ ...question, messages: again }, context)
  const repaired = structuredAnswer(second.text, input.schema)
  if ('json' in repaired) return output({ ...second, ...addUsage(first, second) }, repaired.json)
  throw new NodeError(
    'prompt.schema-mismatch',
    `The answer of ${second.model} does not match the schema, also when asked again: ${repaired.errors.join(' ')}`,
    {
      retryable: false, // It was asked again already.
      detail: {
        errors: [...repaired.errors],
        text: second.text,
        first: { errors: [...checked.errors], text: first.text },
      },
    },
  )
}

function conversation({ system, prompt, messages }: PromptInput): readonly ModelMessage[] {
  return [
    ...(system === '' ? [] : [{ role: 'system', content: system } as const]),
    ...messages,
    ...(prompt === '' ? [] : [{ role: 'user', content: prompt } as const]),
  ]
}

/** Throws `model.empty`. */
async function answerTo(question: Question, context: WorkContext): Promise<ModelAnswer> {
  const answer = await callModel(question, context)
  if (answer.text.trim() === '') {
    throw new NodeError(
      'model.empty',
      `${answer.model || 'The model'} gave an empty answer (finish reason: ${answer.finishReason || 'none'}).`,
    )
  }
  return answer
}

/** A repaired answer cost both calls. */
function addUsage(first: ModelAnswer, second: ModelAnswer): Pick<ModelAnswer, 'usage'> {
  if (!first.usage || !second.usage) return {}
  return {
    usage: {
      inputTokens: first.usage.inputTokens + second.usage.inputTokens,
      outputTokens: first.usage.outputTokens + second.usage.outputTokens,
    },
  }
}

function output(answer: ModelAnswer, json: Json): Json {
  const { text, usage, model, finishReason, demo } = answer
  return {
    text,
    json,
    usage: usage ? { ...usage } : null,
    model,
    finishReason,
    toolCalls: [],
    ...(demo && { demo: true }),
  }
}
