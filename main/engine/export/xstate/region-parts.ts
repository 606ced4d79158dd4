/** What the regions of all families are made of. */
import type { Json } from '#shared/json.ts'
import { hasExpressions } from '#shared/workflow/template.ts'
import type { CompiledNode } from '../../compile/compiled-workflow.ts'
import { Code, codeText, stringText, type Written } from './code-text.ts'

/** Names that a user of the machine provides, with what each is for. */
export interface Provided {
  readonly actors: Map<string, string>
  /** By name: the condition as it is written. */
  readonly guards: Map<string, string>
  readonly delays: Map<string, Code>
}

/** Families that end in the step in which they start, and fail without another attempt. */
export const INSTANT: ReadonlySet<string> = new Set(['instant', 'emit', 'end', 'cancel'])

export type States = { readonly [name: string]: Written }

export function action(
  type: string,
  { id }: Pick<CompiledNode, 'id'>,
  more: { readonly [key: string]: Written } = {},
): Written {
  return { type, params: { node: id, ...more } }
}

export const leave = (node: CompiledNode, port: string, output?: Written) => ({
  target: 'done',
  actions: action('leave', node, { port, output }),
})

/** Ends in the step in which it starts. */
export function atOnce(...always: readonly Written[]): States {
  return { running: { always: always.length === 1 ? always[0] : always } }
}

export type Failing = (error?: { readonly code: string; readonly message: string }) => Written[]

/** What follows from a failed attempt. */
export function failingOf(node: CompiledNode, attempts: number): Failing {
  const retry = {
    guard: { type: 'mayRetry', params: { node: node.id, attempts } },
    target: 'retrying',
    actions: action('tryAgain', node),
  }
  return (error) => [
    ...(attempts > 1 ? [retry] : []),
    { target: 'failed', actions: action('fail', node, { ...error }) },
  ]
}

export function timeLimit({ timeoutMs, title }: CompiledNode, failing: Failing): Written {
  if (timeoutMs === undefined) return undefined
  const message = `${title} did not end within ${timeoutMs / 1000} s.`
  return { [timeoutMs]: failing({ code: 'node.timeout', message }) }
}

export function retryingState(node: CompiledNode, attempts: number, { delays }: Provided): States {
  if (attempts < 2) return {}
  const name = `${node.id}.retry`
  const { delayMs, factor, maxMs, jitter } = node.retry
  const policy = `{ delay: ${delayMs}, factor: ${factor}, max: ${maxMs}, jitter: ${jitter} }`
  delays.set(name, new Code(`({ context }) => backoff(context.attempts[${stringText(node.id)}] - 1, ${policy})`))
  return { retrying: { after: { [name]: 'running' } } }
}

/** The config as the kind reads it; undefined where expressions leave that open. */
export function parsedConfig({ kind, config }: CompiledNode): unknown {
  const parsed = kind.input.safeParse(config)
  return parsed.success ? parsed.data : undefined
}

/** Nothing in it is computed. */
export function isWhole(value: Json | undefined): boolean {
  if (typeof value === 'string') return !hasExpressions(value)
  if (Array.isArray(value)) return value.every(isWhole)
  return typeof value !== 'object' || value === null || Object.values(value).every(isWhole)
}

/** What an actor is given: the config as it stands in the file, and what its expressions see. */
export function actorInput({ id, config }: CompiledNode, seen = `scopeOf(context, ${stringText(id)})`): Code {
  const given = codeText({ node: id, config: config as Written, '...': new Code(seen) })
  return new Code(`({ context }) => (${given})`)
}

/** A delay that only the user can name. */
export function toCompute(name: string, written: Json): Code {
  const sentence = `Provide the delay "${name}", in milliseconds, for ${JSON.stringify(written)}.`
  return new Code(`() => {\n  throw new Error(${stringText(sentence)})\n}`)
}
