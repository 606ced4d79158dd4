/**
 * The workflow file, format `slashflow/1`: schemas and the types that follow from them.
 * Loose objects: fields this version does not know are kept, so saving never loses what a newer tool wrote.
 */
import { z } from 'zod'

export const FORMAT = 'slashflow/1'

/** JSONata's own words cannot name a node: `nodes.and` would not parse. */
export const RESERVED_IDS: ReadonlySet<string> = new Set(['and', 'or', 'in', 'true', 'false', 'null'])

export const NODE_ID_PATTERN = /^[a-z][a-z0-9_]*$/
/** What people write for an id. The node is drawn, and the checks say what is wrong with it and mend it; anything else is no id. */
const WRITTEN_ID_PATTERN = /^[A-Za-z0-9][\w -]*$/
export const NAME_PATTERN = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/
export const PORT_PATTERN = /^[a-z][a-z0-9_]*$/
export const DURATION_PATTERN = /^\d+(?:\.\d+)?(?:ms|s|m|h|d)$/

/** A length of time as written in a file: `250ms`, `30s`, `5m`, `2h`, `3d`. */
export const Duration = z
  .string()
  .regex(DURATION_PATTERN, 'A duration is a number and a unit: 250ms, 30s, 5m, 2h or 3d')

export const PARAMETER_TYPES = ['string', 'text', 'number', 'boolean', 'enum', 'file', 'directory', 'json'] as const
export type ParameterType = (typeof PARAMETER_TYPES)[number]

export const Parameter = z.looseObject({
  name: z.string().regex(/^[a-zA-Z][a-zA-Z0-9_]*$/, 'A parameter name is letters, digits and _'),
  type: z.enum(PARAMETER_TYPES),
  description: z.string().optional(),
  /** True where there is no `default`, unless said otherwise. */
  required: z.boolean().optional(),
  default: z.json().optional(),
  options: z.array(z.string()).optional(),
})
export type Parameter = z.infer<typeof Parameter>

export const Join = z.union([z.enum(['all', 'any', 'each']), z.strictObject({ count: z.int().min(1) })])
export type Join = z.infer<typeof Join>

export const Retry = z.looseObject({
  /** Counts the first one. */
  attempts: z.int().min(1).max(100).optional(),
  delay: Duration.optional(),
  factor: z.number().min(1).max(100).optional(),
  jitter: z.boolean().optional(),
  /** Longest pause between two attempts; `1m` where it is not given. */
  max: Duration.optional(),
})
export type Retry = z.infer<typeof Retry>

export const WorkflowNode = z.looseObject({
  id: z
    .string()
    .regex(WRITTEN_ID_PATTERN, 'A node id is lower-case letters, digits and _, beginning with a letter')
    .meta({ pattern: NODE_ID_PATTERN.source }),
  kind: z.string().min(1),
  title: z.string().optional(),
  parent: z.string().optional(),
  config: z.record(z.string(), z.json()).optional(),
  join: Join.optional(),
  retry: Retry.optional(),
  timeout: Duration.optional(),
  compensate: z.string().optional(),
  lock: z.string().optional(),
  idempotent: z.boolean().optional(),
  /** `never` counts only in a bundled workflow or one whose content the user trusted. */
  approve: z.enum(['ask', 'never']).optional(),
  disabled: z.boolean().optional(),
  pinned: z.json().optional(),
})
export type WorkflowNode = z.infer<typeof WorkflowNode>

export const Edge = z.looseObject({
  /** `node` (its default port, `out`) or `node.port`. */
  from: z.string().min(1),
  to: z.string().min(1),
  loop: z.looseObject({ max: z.int().min(1).max(10_000) }).optional(),
})
export type Edge = z.infer<typeof Edge>

export const Point = z.tuple([z.number(), z.number()])
export const LayoutEntry = z.union([
  Point,
  z.looseObject({ at: Point, size: Point.optional(), color: z.string().optional(), collapsed: z.boolean().optional() }),
])
export type LayoutEntry = z.infer<typeof LayoutEntry>

export const Workflow = z.looseObject({
  format: z.literal(FORMAT),
  name: z.string().regex(NAME_PATTERN, 'A name is lower-case words joined by -, such as pr-review'),
  title: z.string().optional(),
  description: z.string().optional(),
  parameters: z.array(Parameter).optional(),
  nodes: z.array(WorkflowNode),
  edges: z.array(Edge),
  layout: z.record(z.string(), LayoutEntry).optional(),
})
export type Workflow = z.infer<typeof Workflow>

export const DEFAULT_PORT = 'out'
export const ERROR_PORT = 'error'

/** Splits `node.port`; a bare `node` leaves by `out`. */
export function edgeSource(edge: Pick<Edge, 'from'>): { readonly node: string; readonly port: string } {
  const dot = edge.from.indexOf('.')
  if (dot < 0) return { node: edge.from, port: DEFAULT_PORT }
  return { node: edge.from.slice(0, dot), port: edge.from.slice(dot + 1) }
}
