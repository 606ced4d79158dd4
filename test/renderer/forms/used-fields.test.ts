import { describe, expect, it } from 'vitest'
import { DESCRIPTORS } from '#main/nodes/registry.ts'
import { fieldsOf, usedFields } from '#renderer/inspector/fields/json-schema.ts'
import type { Json } from '#shared/json.ts'

const formOf = (kind: string) => fieldsOf(DESCRIPTORS.find((each) => each.kind === kind)?.configSchema ?? {})
const shown = (kind: string, config: Record<string, Json>) => usedFields(formOf(kind), config).map(({ name }) => name)

describe('the form of a node', () => {
  it('shows what counts for what is chosen, where nothing is chosen for what counts then', () => {
    expect(shown('file', { action: 'read' })).toEqual(['action', 'path', 'allowMissing'])
    expect(shown('file', { action: 'append' })).toEqual(['action', 'path', 'text'])
    expect(shown('store', {})).toEqual(['action', 'key', 'scope'])
  })

  it('hides nothing that says something', () => {
    expect(shown('file', { action: 'read', text: 'kept' })).toContain('text')
  })

  it('shows the prompt before what goes along with it', () => {
    expect(
      formOf('prompt')
        .slice(0, 3)
        .map(({ name }) => name),
    ).toEqual(['model', 'prompt', 'system'])
  })

  it('says that a field asked of a person is needed unless somebody says otherwise', () => {
    const asked = formOf('ask').find(({ name }) => name === 'fields')?.item ?? []
    expect(asked.find(({ name }) => name === 'required')?.otherwise).toBe(true)
    expect(usedFields(asked, { type: 'string' }).map(({ name }) => name)).not.toContain('options')
    expect(usedFields(asked, { type: 'enum' }).map(({ name }) => name)).toContain('options')
  })
})
