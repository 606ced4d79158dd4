/** Turns the one file of a kind into what the engine runs and what the screen shows. */
import { z } from 'zod'
import type { Behaviour, KindExample, NodeKind } from '#main/engine/kind.ts'
import type { KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import { ERROR_PORT } from '#shared/workflow/workflow.ts'
import type { Field } from './fields.ts'
import { once } from './once.ts'

type Fields = Readonly<Record<string, Field<unknown>>>
type InputOf<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never }

/** What is wrong with fields that are right each on their own. */
export interface FieldProblem {
  readonly field: string
  readonly message: string
}

interface KindDefinition<F extends Fields>
  extends Pick<KindDescriptor, 'kind' | 'title' | 'summary' | 'icon' | 'group'>,
    Partial<
      Pick<
        KindDescriptor,
        | 'portsFrom'
        | 'entry'
        | 'overlay'
        | 'shape'
        | 'face'
        | 'width'
        | 'effect'
        | 'output'
        | 'outputSchemas'
        | 'outputFrom'
        | 'initialConfig'
      >
    > {
  /** Without `error`, which every kind has except entries, `end` and `note`. */
  readonly ports: readonly string[]
  readonly config: F
  /** Looks at the fields together, as written and again as evaluated, so it may only ask what holds for both. */
  check?(fields: { readonly [K in keyof F]?: unknown }): FieldProblem | null
  readonly behaviour: Behaviour<InputOf<F>>
  readonly examples: readonly KindExample[]
}

const NO_ERROR_PORT: ReadonlySet<string> = new Set(['end', 'note'])

/** The engine holds kinds of every input type in one registry; a kind's own `input` schema is what makes that safe. */
export function defineNodeKind<const F extends Fields>(definition: KindDefinition<F>): NodeKind {
  const { config: fields, behaviour, examples, ports, check, ...rest } = definition
  const entry = rest.entry ?? false
  const checked = <S extends z.ZodType>(of: S): S =>
    check ? of.superRefine((given, context) => report(check(given as InputOf<F>), context)) : of // the shape that the fields above have
  // Schemas are made when they are asked for: a run pays for the kinds that it has.
  const plainConfig = once(() => z.strictObject(mapFields(fields, (field) => field.config)))
  const config = once(() => checked(plainConfig()))
  const input = once(() => checked(z.object(mapFields(fields, (field) => field.input))))
  const configSchema = once(() => jsonSchemaOf(plainConfig()))
  const descriptor: KindDescriptor = {
    entry,
    runs: behaviour.family !== 'note',
    effect: 'never',
    overlay: 'none',
    shape: 'card',
    width: 176,
    output: {},
    initialConfig: {},
    ...rest,
    ports: entry || NO_ERROR_PORT.has(rest.kind) ? [...ports] : [...ports, ERROR_PORT],
    get configSchema() {
      return configSchema()
    },
  }
  return {
    descriptor,
    get config() {
      return config()
    },
    get input() {
      return input()
    },
    raw: named(fields, 'raw'),
    secretFields: named(fields, 'secrets'),
    lists: named(fields, 'list'),
    conditions: named(fields, 'conditions'),
    patterns: named(fields, 'patterns'),
    behaviour: behaviour as Behaviour, // the engine only ever passes it what `input` parsed
    examples,
  }
}

/** Plain JSON: what Zod gives carries a hidden back reference. */
function jsonSchemaOf(config: z.ZodType): KindDescriptor['configSchema'] {
  return JSON.parse(JSON.stringify(z.toJSONSchema(config, { io: 'input', unrepresentable: 'any' })))
}

function report(problem: FieldProblem | null, context: z.RefinementCtx): void {
  if (problem) context.addIssue({ code: 'custom', path: [problem.field], message: problem.message })
}

function mapFields(fields: Fields, of: (field: Field<unknown>) => z.ZodType): Record<string, z.ZodType> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, of(field)]))
}

function named(fields: Fields, mark: keyof Field<unknown>['marks']): ReadonlySet<string> {
  return new Set(Object.entries(fields).flatMap(([name, { marks }]) => (marks[mark] === true ? [name] : [])))
}
