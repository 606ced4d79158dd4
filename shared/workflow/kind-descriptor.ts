/**
 * What the screen, the checks and the CLI know of a node kind. Plain data: main derives it from the kind's
 * file and sends it over the bridge, so the renderer needs no knowledge of any kind.
 */
import type { Json } from '../json.ts'

/** A config field on the face of a node, where its bare text would not do. */
export interface FacePart {
  readonly field: string
  /** Stands before it, unless it begins so already. */
  readonly before?: string | undefined
  /** Of each object in a list, this field. */
  readonly of?: string | undefined
  /** Between the entries of a list; a blank else. */
  readonly between?: string | undefined
  /** An object as `name=value`. */
  readonly pairs?: boolean | undefined
  /** What counts where the field is absent. */
  readonly otherwise?: string | undefined
  /** Words for its values. */
  readonly words?: Record<string, string> | undefined
}

export interface KindDescriptor {
  readonly kind: string
  readonly title: string
  readonly summary: string
  /** A lucide icon name. */
  readonly icon: string
  readonly group: 'entry' | 'model' | 'tool' | 'flow' | 'person' | 'output' | 'note'
  /** Ports in the order they are drawn, without those of `portsFrom`; `error` comes last where the kind has it. */
  readonly ports: string[]
  /** A config list whose items name further ports by their field `port` (`cases` of a branch). Drawn before `ports`. */
  readonly portsFrom?: string | undefined
  /** Where a run may begin. */
  readonly entry: boolean
  /** False for notes, which never run and take no edges. */
  readonly runs: boolean
  /** Changes the world outside the run: asks first unless the workflow is trusted and says `approve: never`. May depend on config (`file` reads do not ask). */
  readonly effect: 'never' | 'always' | 'depends'
  /** What stands on a waiting node: an approval card, a form, or nothing. */
  readonly overlay: 'none' | 'approval' | 'form'
  /** How the node is drawn: a card, a token (36 px square), a sticky note, or a frame around its children. */
  readonly shape: 'card' | 'token' | 'note' | 'container'
  /** The line on the card: config fields joined by a blank, set as prose or as code. */
  readonly face?: { fields: (string | FacePart)[]; style: 'text' | 'code' } | undefined
  /** Default width in px. */
  readonly width: number
  /** JSON Schema (2020-12) of `config`, input side; `title`, `description`, and `widget` (`text`, `word`, `prompt`, `code`, `expression`, `model`, `nodes`, `arguments`, `schema`, `json`, `duration`, `path`) drive the form; `secrets` says that secrets may be named, `hearsEvent` that `event` may. */
  readonly configSchema: Record<string, Json>
  /** Names of the output's fields with a type word, for completion: `{ stdout: 'string' }`. */
  readonly output: Record<string, string>
  /** Output fields whose shape a config field states as a JSON Schema: `{ json: 'schema' }`. */
  readonly outputSchemas?: Record<string, string> | undefined
  /** A config list whose items name further fields of the output, with their types (the `fields` of a form). */
  readonly outputFrom?: string | undefined
  /** A config that a fresh node of this kind gets. */
  readonly initialConfig: Record<string, Json>
}

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
