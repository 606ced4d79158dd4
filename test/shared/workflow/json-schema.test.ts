import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json } from '#shared/json.ts'
import { checkValue } from '#shared/json-schema/check-value.ts'
import { workflowJsonSchema } from '#shared/workflow/json-schema.ts'
import { descriptors } from './small-catalog.ts'
import { workflows } from './workflow-arbitrary.ts'

const schema = workflowJsonSchema(descriptors)
const validate = (value: object) => checkValue(schema, value as Json).length === 0
const file = (node: object) => ({ format: 'slashflow/1', name: 'x', nodes: [node], edges: [] })

describe('the JSON Schema of a file', () => {
  it('knows the kinds and the config of each', () => {
    expect(validate(file({ id: 'a', kind: 'shell', config: { command: 'git', data: [[]] } }))).toBe(true)
    expect(validate(file({ id: 'a', kind: 'shell', config: { command: 3 } }))).toBe(false)
    expect(validate(file({ id: 'a', kind: 'shell' }))).toBe(false)
    expect(validate(file({ id: 'a', kind: 'start' }))).toBe(true)
    expect(validate(file({ id: 'a', kind: 'shel' }))).toBe(false)
    expect(validate({ ...file({ id: 'a', kind: 'start' }), $schema: 'slashflow.schema.json' })).toBe(true)
  })

  it('holds for every workflow of known kinds', () => {
    fc.assert(
      fc.property(workflows, (workflow) => {
        const known = { ...workflow, nodes: workflow.nodes.map((node) => ({ ...node, kind: 'start' })) }
        expect(checkValue(schema, known as Json)).toEqual([])
      }),
    )
  })

  it('points only at definitions that it has', () => {
    const text = JSON.stringify(schema)
    const names = [...text.matchAll(/"\$ref":"#\/\$defs\/([^"]+)"/g)].map(([, name]) => name ?? '')
    const defined = Object.keys((schema as { $defs: object }).$defs)
    expect(names.filter((name) => !defined.includes(name))).toEqual([])
    expect(defined).toContain('kind.shell.json')
  })
})
