import { z } from 'zod'
import { FormField } from '#shared/events/form-field.ts'
import type { Json } from '#shared/json.ts'
import { durationMs } from '#shared/workflow/duration.ts'
import { checkAnswers, takeAnswers } from './ask/answers.ts'
import { defineNodeKind } from './define-node-kind.ts'
import { duration, optional, raw, text } from './fields.ts'

const ENUM_ONLY = { usedWith: { field: 'type', is: ['enum'] } }

/** As the form of a node lets one write it. */
const AskedField = FormField.extend({
  required: FormField.shape.required.meta({ otherwise: true }),
  options: FormField.shape.options.meta(ENUM_ONLY),
  optionTitles: FormField.shape.optionTitles.meta(ENUM_ONLY),
})

/** Asks a person for values by a form on the node. */
export const ask = defineNodeKind({
  kind: 'ask',
  title: 'Ask',
  summary: 'A form for a person; its output is the answers.',
  icon: 'message-circle-question-mark',
  group: 'person',
  ports: ['out', 'timeout'],
  overlay: 'form',
  face: { fields: ['title'], style: 'text' },
  width: 208,
  outputFrom: 'fields',
  initialConfig: { title: 'What should it be?', fields: [{ name: 'answer', title: 'Answer', type: 'string' }] },
  config: {
    title: text({ title: 'Question', placeholder: 'Which release is it?' }),
    message: optional(text({ title: 'Message', description: 'Above the form.' }, 'prompt')),
    fields: raw(
      z.array(AskedField).min(1, 'A form needs a field'),
      { title: 'Fields', description: 'A field without a default must be filled in.' },
      'fields',
    ),
    timeout: optional(
      duration({
        title: 'Waits for',
        description: 'Then it leaves by “timeout”. Without it the run waits as long as it takes.',
        placeholder: '2h',
      }),
    ),
  },
  check({ fields }) {
    const names = (fields as readonly FormField[]).map((field) => field.name) // parsed by its own field
    const twice = names.find((name, index) => names.indexOf(name) !== index)
    return twice === undefined
      ? null
      : { field: 'fields', message: `Two fields are called “${twice}”. Give each a name of its own.` }
  },
  behaviour: {
    family: 'form',
    request: ({ title, message, fields, timeout }) => ({
      purpose: 'ask',
      title,
      fields,
      ...(message !== undefined && { message }),
      ...(timeout !== undefined && { timeoutMs: durationMs(timeout) }),
    }),
    validate: (values, { fields }) => checkAnswers(fields, values),
    leave: (values, { fields }) => ({ port: 'out', output: takeAnswers(fields, values) }),
    expired: () => ({ port: 'timeout', output: {} satisfies Json }),
  },
  examples: [
    {
      title: 'The answers are the output',
      config: {
        title: 'Which release?',
        fields: [
          { name: 'version', type: 'string' },
          { name: 'draft', type: 'boolean', default: false },
        ],
      },
      answer: { version: '1.2.0' },
      leavesBy: 'out',
      output: { version: '1.2.0', draft: false },
    },
    {
      title: 'Nobody answered in time',
      config: { title: 'Which release?', fields: [{ name: 'version', type: 'string' }], timeout: '10m' },
      after: '10m',
      leavesBy: 'timeout',
      output: {},
    },
  ],
})
