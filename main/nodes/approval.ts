import { z } from 'zod'
import type { Json } from '#shared/json.ts'
import { checkValue, schemaProblem } from '#shared/json-schema/check-value.ts'
import { durationMs } from '#shared/workflow/duration.ts'
import { defineNodeKind } from './define-node-kind.ts'
import { duration, optional, raw, text, value } from './fields.ts'

/** Pauses the run until a person says yes or no. */
export const approval = defineNodeKind({
  kind: 'approval',
  title: 'Approval',
  summary: 'Asks a person before going on.',
  icon: 'shield-check',
  group: 'person',
  ports: ['approved', 'rejected', 'timeout'],
  overlay: 'approval',
  face: { fields: ['title'], style: 'text' },
  width: 228,
  output: { decision: 'string', feedback: 'string', value: 'the payload as the person left it', by: 'string' },
  initialConfig: { title: 'Go on?' },
  config: {
    title: text({
      title: 'Question',
      description: 'Shown on the node while the run waits.',
      placeholder: 'Keep this review?',
    }),
    message: optional(text({ title: 'Message', description: 'What the person should know to decide.' }, 'prompt')),
    payload: optional(
      value(
        {
          title: 'What is approved',
          description: 'The person may edit it. What they leave is {{ nodes.<id>.value }}.',
        },
        'editor',
      ),
    ),
    schema: optional(
      raw(
        z.record(z.string(), z.json()),
        { title: 'Schema of it', description: 'A JSON Schema: an edited value of another shape is refused.' },
        'schema',
      ),
    ),
    timeout: optional(
      duration({
        title: 'Waits for',
        description: 'Then it leaves by “timeout”. Without it the run waits as long as it takes.',
        placeholder: '2h',
      }),
    ),
  },
  check({ schema }) {
    const problem = schema === undefined ? null : schemaProblem(schema as Json) // parsed as JSON by its own field
    return problem === null ? null : { field: 'schema', message: problem }
  },
  behaviour: {
    family: 'approval',
    request: ({ title, message, payload, schema, timeout }) => ({
      title,
      payload: payload ?? null,
      ...(message !== undefined && { message }),
      ...(schema !== undefined && { schema }),
      ...(timeout !== undefined && { timeoutMs: durationMs(timeout) }),
    }),
    validate(value, { schema }) {
      const errors = schema === undefined ? [] : checkValue(schema, value)
      return errors.length === 0 ? null : errors.join(' ')
    },
    leave: ({ decision, value, feedback, by }) => ({
      port: decision,
      output: { decision, feedback: feedback ?? '', value, by },
    }),
    expired: ({ payload }) => ({
      port: 'timeout',
      output: { decision: 'timeout', feedback: '', value: payload ?? null, by: 'timer' },
    }),
  },
  examples: [
    {
      title: 'Approved as proposed',
      config: { title: 'Publish it?', payload: '{{ args.draft }}' },
      args: { draft: 'Tides' },
      decide: { decision: 'approved' },
      leavesBy: 'approved',
      output: { decision: 'approved', value: 'Tides', feedback: '' },
    },
    {
      title: 'Approved with an edit',
      config: { title: 'Publish it?', payload: 'A long draft' },
      decide: { decision: 'approved', value: 'A draft' },
      leavesBy: 'approved',
      output: { value: 'A draft' },
    },
    {
      title: 'Rejected with feedback, which a loop gives to the node it goes back to',
      config: { title: 'Publish it?' },
      decide: { decision: 'rejected', feedback: 'Shorter' },
      leavesBy: 'rejected',
      output: { decision: 'rejected', feedback: 'Shorter' },
    },
    {
      title: 'Nobody answered in time',
      config: { title: 'Publish it?', payload: 'Tides', timeout: '2h' },
      after: '2h',
      leavesBy: 'timeout',
      output: { decision: 'timeout', value: 'Tides' },
    },
  ],
})
