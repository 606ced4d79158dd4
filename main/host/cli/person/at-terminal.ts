/** A person at the terminal: shows what is asked and takes the answer. */

import type { FormField } from '#shared/events/form-field.ts'
import type { Bridge } from '#shared/ipc/contract.ts'
import type { Json } from '#shared/json.ts'
import type { Wait } from '#shared/state/run-state.ts'
import { UsageError } from '../exit-codes.ts'
import { valueText, wholeValue } from '../print/value.ts'
import { printable, type Terminal } from '../terminal.ts'
import { RECOVERY_CHOICES } from './by-options.ts'
import { editText } from './edit-text.ts'
import { fieldValue, json } from './field-value.ts'
import { askLine } from './question.ts'
import type { Response } from './response.ts'

export interface Conversation {
  readonly bridge: Bridge
  readonly terminal: Terminal
  /** Where questions go. */
  readonly output: NodeJS.WriteStream
  readonly signal: AbortSignal
}

type ApprovalWait = Extract<Wait, { type: 'approval' }>
type InputWait = Extract<Wait, { type: 'input' }>

export function askPerson(wait: Wait, conversation: Conversation): Promise<Response> {
  if (wait.type === 'approval') return askApproval(wait, conversation)
  return wait.request.purpose === 'recovery' ? askRecovery(wait, conversation) : askForm(wait, conversation)
}

const say = ({ output }: Conversation, text: string): void => void output.write(text)

function heading(wait: Wait, conversation: Conversation): void {
  const { paint } = conversation.terminal
  const { title, message } = wait.request
  say(conversation, `\n${paint('yellow', '◆')} ${paint('bold', printable(title))}  ${paint('grey', wait.nodeId)}\n`)
  if (message) say(conversation, `${printable(message)}\n`)
}

async function askApproval(wait: ApprovalWait, conversation: Conversation): Promise<Response> {
  const { bridge, terminal } = conversation
  const payload = await wholeValue(bridge, wait.request.payload)
  heading(wait, conversation)
  let value = payload
  say(conversation, valueText(value, terminal))
  for (;;) {
    const word = (await ask('[a]pprove  [e]dit  [r]eject  [s]top ', conversation)).toLowerCase()
    if (word === 'a' || word === 'approve')
      return { type: 'approval', decision: 'approved', ...(value !== payload && { value }) }
    if (word === 's' || word === 'stop') return { type: 'stop' }
    if (word === 'r' || word === 'reject') return reject(await ask('What should be different? ', conversation))
    if (word === 'e' || word === 'edit') value = await edited(value, conversation)
    else {
      say(conversation, 'Type a to approve it, e to edit it first, r to reject it, or s to stop the run.\n')
      continue
    }
    say(conversation, valueText(value, terminal))
  }
}

function reject(feedback: string): Response {
  return { type: 'approval', decision: 'rejected', ...(feedback && { feedback }) }
}

/** The value as before where the editor or its text is no good. */
async function edited(value: Json, conversation: Conversation): Promise<Json> {
  const isText = typeof value === 'string'
  try {
    const text = await editText(isText ? value : `${JSON.stringify(value, null, 2)}\n`, isText ? '.md' : '.json')
    if (!isText) return json('The payload', text)
    // Editors end a file with a newline of their own.
    return value.endsWith('\n') ? text : text.replace(/\r?\n$/, '')
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    say(conversation, `${error.message}\n`)
    return value
  }
}

async function askForm(wait: InputWait, conversation: Conversation): Promise<Response> {
  heading(wait, conversation)
  const values: Record<string, Json> = {}
  for (const field of wait.request.fields) {
    const value = await askField(field, conversation)
    if (value !== undefined) values[field.name] = value
  }
  return { type: 'input', values }
}

async function askField(field: FormField, conversation: Conversation): Promise<Json | undefined> {
  const options = field.options?.length ? ` (${field.options.join(', ')})` : ''
  const preset =
    field.default === undefined
      ? ''
      : ` [${typeof field.default === 'string' ? field.default : JSON.stringify(field.default)}]`
  if (field.description) say(conversation, `${conversation.terminal.paint('grey', printable(field.description))}\n`)
  for (;;) {
    const typed = await ask(printable(`${field.title ?? field.name}${options}${preset}: `), conversation)
    if (typed === '' && field.default !== undefined) return field.default
    if (typed === '' && field.required === false) return undefined
    if (typed === '') say(conversation, `${printable(field.title ?? field.name)} wants an answer.\n`)
    try {
      if (typed !== '') return fieldValue(field, typed)
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      say(conversation, `${error.message}\n`)
    }
  }
}

async function askRecovery(wait: InputWait, conversation: Conversation): Promise<Response> {
  heading(wait, conversation)
  for (;;) {
    const typed = await ask('[r]un again  take it as [d]one  [f]ail ', conversation)
    const choice = RECOVERY_CHOICES.find((known) => typed !== '' && known.startsWith(typed.toLowerCase()))
    if (!choice) {
      say(conversation, 'Type r to run it again, d to take it as done, or f to let it fail.\n')
      continue
    }
    if (choice !== 'done') return { type: 'input', values: { choice } }
    const output = await askField(
      { name: 'output', title: 'Its output, as JSON', type: 'json', required: false },
      conversation,
    )
    return { type: 'input', values: { choice, ...(output !== undefined && { output }) } }
  }
}

async function ask(prompt: string, { output, signal }: Conversation): Promise<string> {
  return (await askLine(prompt, output, signal)).trim()
}
