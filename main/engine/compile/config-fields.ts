/** How each field of a node's config is evaluated, found once when the workflow is compiled. */
import type { Json } from '#shared/json.ts'
import { type PreparedValue, prepareValue } from '#shared/workflow/prepared-value.ts'
import type { NodeKind } from '../kind.ts'

/** `as-written`: nothing in it is an expression, or the kind takes it raw. */
type Way = 'as-written' | 'expression' | 'conditions' | 'patterns'

export class ConfigField {
  readonly name: string
  readonly value: Json
  readonly way: Way
  readonly isList: boolean
  /** `{{ secrets.NAME }}` is in scope. */
  readonly seesSecrets: boolean
  #prepared: PreparedValue | undefined

  constructor(name: string, value: Json, kind: NodeKind) {
    this.name = name
    this.value = value
    this.way = wayOf(name, value, kind)
    this.isList = kind.lists.has(name)
    this.seesSecrets = kind.secretFields.has(name)
  }

  /** Made when it is evaluated first: of ten thousand nodes together it would hold the event loop. */
  get prepared(): PreparedValue {
    this.#prepared ??= prepareValue(this.value)
    return this.#prepared
  }
}

export function configFields(config: Readonly<Record<string, Json>>, kind: NodeKind): readonly ConfigField[] {
  return Object.entries(config).map(([name, value]) => new ConfigField(name, value, kind))
}

function wayOf(name: string, value: Json, kind: NodeKind): Way {
  if (kind.raw.has(name)) return 'as-written'
  if (kind.conditions.has(name)) return 'conditions'
  if (kind.patterns.has(name)) return 'patterns'
  return holdsExpression(value) ? 'expression' : 'as-written'
}

function holdsExpression(value: Json): boolean {
  if (typeof value === 'string') return value.includes('{{')
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some(holdsExpression)
}
