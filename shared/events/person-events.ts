/** Facts about what a person was asked and said. Every question has an id of its own from the start. */
import { z } from 'zod'
import { Actor } from './actor.ts'
import { FormField } from './form-field.ts'

export const personEvents = {
  /** The run waits for a yes or no. `purpose: effect` stands before an effect and its payload is the input that will be used. */
  'approval.requested': z.object({
    approvalId: z.string(),
    purpose: z.enum(['approval', 'effect']),
    title: z.string(),
    message: z.string().optional(),
    payload: z.json(),
    /** JSON Schema of the payload, where it is more than text. */
    schema: z.json().optional(),
    /** The whole evaluated input of an effect, so that it is not evaluated again after the answer. */
    input: z.json().optional(),
    dueAt: z.string().optional(),
  }),
  /** A person, or a rule that a person wrote, answered. `value` is the payload as they left it. */
  'approval.decided': z.object({
    approvalId: z.string(),
    decision: z.enum(['approved', 'rejected']),
    value: z.json(),
    feedback: z.string().optional(),
    by: Actor,
  }),
  'approval.expired': z.object({ approvalId: z.string() }),
  /**
   * The run waits for answers. `ask`: a form. `show`: one of the result's buttons, answered as `{ action }`.
   * `checkpoint`: the run holds here, answered as `{ choice: 'continue' | 'interrupt', message? }`.
   * `recovery`: the owner died while an effect ran, so it may have happened; answered as
   * `{ choice: 'run-again' | 'done' | 'fail', output? }`.
   */
  'input.requested': z.object({
    inputId: z.string(),
    purpose: z.enum(['ask', 'show', 'checkpoint', 'recovery']),
    title: z.string(),
    message: z.string().optional(),
    fields: z.array(FormField),
    dueAt: z.string().optional(),
  }),
  'input.received': z.object({ inputId: z.string(), values: z.record(z.string(), z.json()), by: Actor }),
  'input.expired': z.object({ inputId: z.string() }),
  /** A desktop notification was handed to the system, or could not be (`delivered: false` and why). */
  'notification.sent': z.object({
    title: z.string(),
    body: z.string(),
    channel: z.string(),
    delivered: z.boolean(),
    reason: z.string().optional(),
  }),
} as const
