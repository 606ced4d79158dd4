/**
 * The fields a config is made of. Each knows three things: how it is written in a file (with `{{ … }}` in place), what it
 * is once evaluated, and how the form shows it. So a kind states its config once.
 */
import { z } from 'zod'
import type { Json } from '#shared/json.ts'
import { asText } from '#shared/workflow/as-text.ts'
import { Duration, PORT_PATTERN } from '#shared/workflow/workflow.ts'

export interface FieldMeta {
  readonly title: string
  readonly description?: string
  readonly placeholder?: string
}

export interface Field<T> {
  /** As written. */
  readonly config: z.ZodType
  /** As evaluated. */
  readonly input: z.ZodType<T>
  /** Taken as written, never expanded. */
  readonly raw?: boolean
  /** `{{ secrets.NAME }}` may stand here. */
  readonly secrets?: boolean
  readonly list?: boolean
  /** A list of `{ port, when }`: evaluated in order, and no further than the first that holds. */
  readonly conditions?: boolean
  /** A list of `{ port, event, when }` whose `when` is kept as written, for each event that comes. */
  readonly patterns?: boolean
}

/** Any value that is there. `z.json()` would put its whole recursive definition into every form and into the file's schema. */
const anything = z.custom<Json>((given) => given !== undefined, 'it has no value')
/** Text, and what becomes text; nothing at all stays an error, so that no empty file is written by mistake. */
const anyText = anything.transform((given) => asText(given))

/** `{{ … }}` alone, whose value takes the place of a number, a list or an object. */
const expressionOnly = z.string().regex(/^\{\{[\s\S]*\}\}$/, 'Write a value, or one {{ expression }}')

export const port = z.string().regex(PORT_PATTERN, 'A port is lower-case letters, digits and _')

const described = (schema: z.ZodType, meta: FieldMeta, widget: string): z.ZodType => schema.meta({ ...meta, widget })

/** Text with `{{ … }}` in it; a value that is not text becomes text. */
export function text(meta: FieldMeta, widget: 'text' | 'prompt' | 'code' | 'path' | 'model' = 'text'): Field<string> {
  return { config: described(z.string(), meta, widget), input: anyText }
}

/** Any value: one expression, or JSON with expressions in its strings. */
export function value(meta: FieldMeta, widget: 'expression' | 'editor' | 'json' = 'expression'): Field<Json> {
  return { config: described(anything, meta, widget), input: anything }
}

export function number(meta: FieldMeta, check: z.ZodNumber = z.number()): Field<number> {
  return { config: described(z.union([check, expressionOnly]), meta, 'number'), input: check }
}

export function boolean(meta: FieldMeta): Field<boolean> {
  return { config: described(z.union([z.boolean(), expressionOnly]), meta, 'switch'), input: z.boolean() }
}

export function choice<const T extends readonly [string, ...string[]]>(options: T, meta: FieldMeta): Field<T[number]> {
  return { config: described(z.enum(options), meta, 'choice'), input: z.enum(options), raw: true }
}

/** `30s`, `2h`. Taken as written. */
export function duration(meta: FieldMeta): Field<string> {
  return { config: described(Duration, meta, 'duration'), input: Duration, raw: true }
}

/** Taken as written, never expanded: a JSON Schema, say. */
export function raw<T>(schema: z.ZodType<T>, meta: FieldMeta, widget: string): Field<T> {
  return { config: described(schema, meta, widget), input: schema, raw: true }
}

/** A list of text. An expression that gives nothing is [], one that gives a single value a list of one. */
export function textList(meta: FieldMeta): Field<string[]> {
  return {
    config: described(z.union([z.array(z.string()), expressionOnly]), meta, 'list'),
    input: z.array(anyText),
    list: true,
  }
}

/** Ids of nodes of the same workflow; as `textList`. */
export function nodeList(meta: FieldMeta): Field<string[]> {
  return { ...textList(meta), config: described(z.union([z.array(z.string()), expressionOnly]), meta, 'nodes') }
}

export interface WrittenMessage {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
}

/** Messages of a conversation, or one expression that gives them. */
export function messageList(meta: FieldMeta): Field<WrittenMessage[]> {
  const role = z.enum(['system', 'user', 'assistant'])
  const written = z.strictObject({
    role: role.meta({ title: 'Role' }),
    content: z.string().meta({ title: 'Content', widget: 'prompt' }),
  })
  return {
    config: described(z.union([z.array(written), expressionOnly]), meta, 'list'),
    input: z.array(z.object({ role, content: anyText })),
    list: true,
  }
}

/** `{ port, when }` in order; `when` is one `{{ … }}`, true as JSONata's `$boolean` says. Behind the first that holds, `when` is false unevaluated. */
export function conditions(meta: FieldMeta): Field<{ port: string; when: boolean }[]> {
  const when = expressionOnly.meta({ title: 'When', widget: 'expression' })
  return {
    config: described(z.array(z.strictObject({ port: port.meta({ title: 'Port' }), when })), meta, 'conditions'),
    input: z.array(z.object({ port: z.string(), when: z.boolean() })),
    conditions: true,
  }
}

export interface WrittenEvent {
  readonly port: string
  readonly event: string
  readonly when?: string | undefined
}

/** `{ port, event, when }`: the first that comes and holds names the port. `when` is evaluated with the event in scope. */
export function eventList(meta: FieldMeta): Field<WrittenEvent[]> {
  const when = expressionOnly.optional().meta({ title: 'When', widget: 'expression', hearsEvent: true })
  const written = z.strictObject({
    port: port.meta({ title: 'Port' }),
    event: z.string().min(1).meta({ title: 'Event', description: 'Its name, as an Emit node publishes it.' }),
    when,
  })
  return {
    config: described(z.array(written), meta, 'conditions'),
    input: z.array(z.object({ port: z.string(), event: anyText, when: z.string().optional() })),
    patterns: true,
  }
}

/** A list of anything; nothing is [], one value that is no list a list of one. */
export function valueList(meta: FieldMeta): Field<Json[]> {
  return {
    config: described(z.union([z.array(anything), expressionOnly]), meta, 'expression'),
    input: z.array(anything),
    list: true,
  }
}

/** Values by the parameters of the command that the field `name` beside it names. */
export function commandArguments(meta: FieldMeta): Field<Record<string, Json>> {
  return {
    config: described(z.union([z.record(z.string(), anything), expressionOnly]), meta, 'arguments'),
    input: z.record(z.string(), anything),
  }
}

/** Names with text values, such as an environment. */
export function textMap(meta: FieldMeta): Field<Record<string, string>> {
  return { config: described(z.record(z.string(), z.string()), meta, 'map'), input: z.record(z.string(), anyText) }
}

export function optional<T>(field: Field<T>): Field<T | undefined> {
  return { ...field, config: field.config.optional(), input: field.input.optional() }
}

/** Written in the file, yet null where its expression has no value. */
export function orNull(field: Field<Json>): Field<Json> {
  return { ...field, input: field.input.optional().transform((given) => given ?? null) }
}

/** Absent in the file means `fallback`. */
export function withDefault<T>(field: Field<T>, fallback: T): Field<T> {
  return {
    ...field,
    // Told, so that the form shows what counts; not filled in, so that a file stays as it was written.
    config: field.config.meta({ ...field.config.meta(), otherwise: fallback }).optional(),
    input: field.input.optional().transform((given) => given ?? fallback),
  }
}

/** `{{ secrets.NAME }}` may stand in this field. */
export function withSecrets<T>(field: Field<T>): Field<T> {
  return { ...field, secrets: true, config: field.config.meta({ ...field.config.meta(), secrets: true }) }
}
