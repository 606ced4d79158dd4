/**
 * What the screen, the checks and the CLI know of a node kind. Plain data: main derives it from the kind's
 * file and sends it over the bridge, so the renderer needs no knowledge of any kind.
 */
import { z } from 'zod'

/** A config field on the face of a node, where its bare text would not do. */
export const FacePart = z.object({
  field: z.string(),
  /** Stands before it, unless it begins so already. */
  before: z.string().optional(),
  /** Of each object in a list, this field. */
  of: z.string().optional(),
  /** Between the entries of a list; a blank else. */
  between: z.string().optional(),
  /** An object as `name=value`. */
  pairs: z.boolean().optional(),
  /** What counts where the field is absent. */
  otherwise: z.string().optional(),
  /** Words for its values. */
  words: z.record(z.string(), z.string()).optional(),
})
export type FacePart = z.infer<typeof FacePart>

export const KindDescriptor = z.object({
  kind: z.string(),
  title: z.string(),
  summary: z.string(),
  /** A lucide icon name. */
  icon: z.string(),
  group: z.enum(['entry', 'model', 'tool', 'flow', 'person', 'output', 'note']),
  /** Ports in the order they are drawn, without those of `portsFrom`; `error` comes last where the kind has it. */
  ports: z.array(z.string()),
  /** A config list whose items name further ports by their field `port` (`cases` of a branch). Drawn before `ports`. */
  portsFrom: z.string().optional(),
  /** Where a run may begin. */
  entry: z.boolean(),
  /** False for notes, which never run and take no edges. */
  runs: z.boolean(),
  /** Changes the world outside the run: asks first unless the workflow is trusted and says `approve: never`. May depend on config (`file` reads do not ask). */
  effect: z.enum(['never', 'always', 'depends']),
  /** What stands on a waiting node: an approval card, a form, or nothing. */
  overlay: z.enum(['none', 'approval', 'form']),
  /** How the node is drawn: a card, a token (36 px square), a sticky note, or a frame around its children. */
  shape: z.enum(['card', 'token', 'note', 'container']),
  /** The line on the card: config fields joined by a blank, set as prose or as code. */
  face: z.object({ fields: z.array(z.union([z.string(), FacePart])), style: z.enum(['text', 'code']) }).optional(),
  /** Default width in px. */
  width: z.int(),
  /** JSON Schema (2020-12) of `config`, input side; `title`, `description`, and `widget` (`text`, `prompt`, `code`, `expression`, `model`, `nodes`, `arguments`, `schema`, `json`, `duration`, `path`) drive the form; `secrets` says that secrets may be named, `hearsEvent` that `event` may. */
  configSchema: z.record(z.string(), z.json()),
  /** Names of the output's fields with a type word, for completion: `{ stdout: 'string' }`. */
  output: z.record(z.string(), z.string()),
  /** Output fields whose shape a config field states as a JSON Schema: `{ json: 'schema' }`. */
  outputSchemas: z.record(z.string(), z.string()).optional(),
  /** A config list whose items name further fields of the output, with their types (the `fields` of a form). */
  outputFrom: z.string().optional(),
  /** A config that a fresh node of this kind gets. */
  initialConfig: z.record(z.string(), z.json()),
})
export type KindDescriptor = z.infer<typeof KindDescriptor>

export type KindCatalog = ReadonlyMap<string, KindDescriptor>

export function catalogOf(descriptors: readonly KindDescriptor[]): KindCatalog {
  return new Map(descriptors.map((descriptor) => [descriptor.kind, descriptor]))
}

/** All ports of a node as its config stands, in drawing order. */
export function portsOf(
  descriptor: KindDescriptor,
  config: Readonly<Record<string, unknown>> | undefined,
): readonly string[] {
  if (!descriptor.portsFrom) return descriptor.ports
  const list = config?.[descriptor.portsFrom]
  const named = Array.isArray(list) ? list.flatMap((item) => portName(item)) : []
  return [...new Set([...named, ...descriptor.ports])]
}

function portName(item: unknown): string[] {
  if (typeof item !== 'object' || item === null || !('port' in item)) return []
  return typeof item.port === 'string' && item.port !== '' ? [item.port] : []
}
