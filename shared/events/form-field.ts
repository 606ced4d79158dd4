/** One field of a form that stands on a node: what a person is asked for. */
import { z } from 'zod'

export const FORM_FIELD_TYPES = ['string', 'text', 'number', 'boolean', 'enum', 'file', 'directory', 'json'] as const

/** One field of a form that stands on a node. */
export const FormField = z.object({
  name: z.string(),
  title: z.string().optional(),
  description: z.string().optional(),
  type: z.enum(FORM_FIELD_TYPES),
  required: z.boolean().optional(),
  options: z.array(z.string()).optional(),
  /** Words for `options`, in their order: the buttons of a `show`. */
  optionTitles: z.array(z.string()).optional(),
  default: z.json().optional(),
})
export type FormField = z.infer<typeof FormField>
