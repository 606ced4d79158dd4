/**
 * The fields a config is made of. Each knows three things: how it is written in a file (with `{{ … }}` in place), what it
 * is once evaluated, and how the form shows it. So a kind states its config once.
 */
import { z } from 'zod'
import type { Json } from '#shared/json.ts'
import { asText } from '#shared/workflow/as-text.ts'
import { Duration, PORT_PATTERN } from '#shared/workflow/workflow.ts'
import { once } from './once.ts'

export interface FieldMeta {
  readonly title: string
  readonly description?: string
  readonly placeholder?: string
  /** The field behind which the form shows it. The file keeps its own order, which may not change. */
  readonly shownAfter?: string
  /** The form shows it only while another field beside it has one of these values, or while it says something itself. */
  readonly usedWith?: { readonly field: string; readonly is: readonly string[] }
}

/** What the engine asks of a field beside its schemas. */
interface FieldMarks {
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

/** Its schemas are made when they are asked for: a run pays for the kinds that it has, not for all there are. */
export interface Field<T> {
  /** As written. */
  readonly config: z.ZodType
  /** As evaluated. */
  readonly input: z.ZodType<T>
  readonly marks: FieldMarks
}

function field<T>(config: () => z.ZodType, input: () => z.ZodType<T>, marks: FieldMarks = {}): Field<T> {
  const [configOnce, inputOnce] = [once(config), once(input)]
  return {
    marks,
    get config() {
      return configOnce()
    },
    get input() {
      return inputOnce()
    },
  }
}

/** Any value that is there. `z.json()` would put its whole recursive definition into every form and into the file's schema. */
const anything = z.nonoptional(z.unknown(), 'it has no value') as unknown as z.ZodType<Json>
/** Text, and what becomes text; nothing at all stays an error, so that no empty file is written by mistake. */
const anyText = anything.transform((given) => asText(given))

/** `{{ … }}` alone, whose value takes the place of a number, a list or an object. */
const expressionOnly = z.string().regex(/^\{\{[\s\S]*\}\}$/, 'Write a value, or one {{ expression }}')

export const port = z.string().regex(PORT_PATTERN, 'A port is lower-case letters, digits and _')

const described = (schema: z.ZodType, meta: FieldMeta, widget: string): z.ZodType => schema.meta({ ...meta, widget })

/** Text with `{{ … }}` in it; a value that is not text becomes text. */
export function text(
  meta: FieldMeta,
  widget: 'text' | 'prompt' | 'code' | 'path' | 'model' | 'command' = 'text',
): Field<string> {
  return field(
    () => described(z.string(), meta, widget),
    () => anyText,
  )
}

/** Any value: one expression, or JSON with expressions in its strings. */
export function value(meta: FieldMeta, widget: 'expression' | 'editor' | 'json' = 'expression'): Field<Json> {
  return field(
    () => described(anything, meta, widget),
    () => anything,
  )
}

export function number(meta: FieldMeta, check = z.number()): Field<number> {
  return field(
    () => described(z.union([check, expressionOnly]), meta, 'number'),
    () => check,
  )
}

export function boolean(meta: FieldMeta): Field<boolean> {
  return field(
    () => described(z.union([z.boolean(), expressionOnly]), meta, 'switch'),
    () => z.boolean(),
  )
}

export function choice<const T extends readonly [string, ...string[]]>(options: T, meta: FieldMeta): Field<T[number]> {
  return field(
    () => described(z.enum(options), meta, 'choice'),
    () => z.enum(options),
    { raw: true },
  )
}

/** `30s`, `2h`. Taken as written. */
export function duration(meta: FieldMeta): Field<string> {
  return field(
    () => described(Duration, meta, 'duration'),
    () => Duration,
    { raw: true },
  )
}

/** Taken as written, never expanded: a JSON Schema, say. */
export function raw<T>(schema: z.ZodType<T>, meta: FieldMeta, widget: string): Field<T> {
  return field(
    () => described(schema, meta, widget),
    () => schema,
    { raw: true },
  )
}

/** A list of text. An expression that gives nothing is [], one that gives a single value a list of one. */
export function textList(meta: FieldMeta): Field<string[]> {
  return listOfText(meta, 'list')
}

/** Ids of nodes of the same workflow; as `textList`. */
export function nodeList(meta: FieldMeta): Field<string[]> {
  return listOfText(meta, 'nodes')
}

function listOfText(meta: FieldMeta, widget: string): Field<string[]> {
  const config = () => described(z.union([z.array(z.string()), expressionOnly]), meta, widget)
  return field(config, () => z.array(anyText), { list: true })
}

export interface WrittenMessage {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
}

/** Messages of a conversation, or one expression that gives them. */
export function messageList(meta: FieldMeta): Field<WrittenMessage[]> {
  const role = once(() => z.enum(['system', 'user', 'assistant']))
  const written = () =>
    z.strictObject({
      role: role().meta({ title: 'Role' }),
      content: z.string().meta({ title: 'Content', widget: 'prompt' }),
    })
  return field(
    () => described(z.union([z.array(written()), expressionOnly]), meta, 'list'),
    () => z.array(z.object({ role: role(), content: anyText })),
    { list: true },
  )
}

/** `{ port, when }` in order; `when` is one `{{ … }}`, true as JSONata's `$boolean` says. Behind the first that holds, `when` is false unevaluated. */
export function conditions(meta: FieldMeta): Field<{ port: string; when: boolean }[]> {
  const written = () =>
    z.strictObject({
      port: port.meta({ title: 'Port', widget: 'word' }),
      when: expressionOnly.meta({ title: 'When', widget: 'expression' }),
    })
  return field(
    () => described(z.array(written()), meta, 'conditions'),
    () => z.array(z.object({ port: z.string(), when: z.boolean() })),
    { conditions: true },
  )
}

export interface WrittenEvent {
  readonly port: string
  readonly event: string
  readonly when?: string | undefined
}

/** `{ port, event, when }`: the first that comes and holds names the port. `when` is evaluated with the event in scope. */
export function eventList(meta: FieldMeta): Field<WrittenEvent[]> {
  const written = () =>
    z.strictObject({
      port: port.meta({ title: 'Port', widget: 'word' }),
      event: z.string().min(1).meta({ title: 'Event', description: 'Its name, as an Emit node publishes it.' }),
      when: expressionOnly.optional().meta({ title: 'When', widget: 'expression', hearsEvent: true }),
    })
  return field(
    () => described(z.array(written()), meta, 'conditions'),
    () => z.array(z.object({ port: z.string(), event: anyText, when: z.string().optional() })),
    { patterns: true },
  )
}

/** A list of anything; nothing is [], one value that is no list a list of one. */
export function valueList(meta: FieldMeta): Field<Json[]> {
  const config = () => described(z.union([z.array(anything), expressionOnly]), meta, 'expression')
  return field(config, () => z.array(anything), { list: true })
}

/** Values by the parameters of the command that the field `name` beside it names. */
export function commandArguments(meta: FieldMeta): Field<Record<string, Json>> {
  const config = () => described(z.union([z.record(z.string(), anything), expressionOnly]), meta, 'arguments')
  return field(config, () => z.record(z.string(), anything))
}

/** Names with text values, such as an environment. */
export function textMap(meta: FieldMeta): Field<Record<string, string>> {
  const config = () => described(z.record(z.string(), z.string()), meta, 'map')
  return field(config, () => z.record(z.string(), anyText))
}

export function optional<T>(of: Field<T>): Field<T | undefined> {
  return field(
    () => of.config.optional(),
    () => of.input.optional(),
    of.marks,
  )
}

/** Written in the file, yet null where its expression has no value. */
export function orNull(of: Field<Json>): Field<Json> {
  const input = () => of.input.optional().transform((given) => given ?? null)
  return field(() => of.config, input, of.marks)
}

/** Absent in the file means `fallback`. */
export function withDefault<T>(of: Field<T>, fallback: T): Field<T> {
  return field(
    // Told, so that the form shows what counts; not filled in, so that a file stays as it was written.
    () => of.config.meta({ ...of.config.meta(), otherwise: fallback }).optional(),
    () => of.input.optional().transform((given) => given ?? fallback),
    of.marks,
  )
}

/** `{{ secrets.NAME }}` may stand in this field. */
export function withSecrets<T>(of: Field<T>): Field<T> {
  const config = () => of.config.meta({ ...of.config.meta(), secrets: true })
  return field(config, () => of.input, { ...of.marks, secrets: true })
}
