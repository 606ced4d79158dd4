/** How each field of a node's config is evaluated, found once when the workflow is compiled. */
import type { Json } from '#shared/json.ts'
import type { NodeKind } from '../kind.ts'

export interface ConfigField {
  readonly name: string
  readonly value: Json
  /** `as-written`: nothing in it is an expression, or the kind takes it raw. */
  readonly way: 'as-written' | 'expression' | 'conditions' | 'patterns'
  readonly isList: boolean
  /** `{{ secrets.NAME }}` is in scope. */
  readonly seesSecrets: boolean
}

export function configFields(config: Readonly<Record<string, Json>>, kind: NodeKind): readonly ConfigField[] {
  return Object.entries(config).map(([name, value]) => ({
    name,
    value,
    way: wayOf(name, value, kind),
    isList: kind.lists.has(name),
    seesSecrets: kind.secretFields.has(name),
  }))
}

function wayOf(name: string, value: Json, kind: NodeKind): ConfigField['way'] {
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
