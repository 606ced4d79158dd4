import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { DOCS } from '#main/host/dev/docs.ts'
import { DESCRIPTORS } from '#main/nodes/registry.ts'
import { checkValue } from '#shared/json-schema/check-value.ts'
import { workflowJsonSchema } from '#shared/workflow/json-schema.ts'

const read = (path: string): string => readFileSync(join(import.meta.dirname, '../..', path), 'utf8')

it.each(Object.entries(DOCS))('%s is what the code says; npm run docs writes it', (path, text) => {
  expect(read(path)).toBe(text())
})

it.each(['hello', 'pr-review', 'changelog'])(
  '%s matches the shipped JSON Schema, which finds a wrong field',
  (name) => {
    const schema = workflowJsonSchema(DESCRIPTORS)
    const workflow = JSON.parse(read(`workflows/${name}.flow.json`))
    const broken = {
      ...workflow,
      nodes: workflow.nodes.map((node: { kind: string }) =>
        node.kind === 'prompt' ? { ...node, config: { prompt: 3 } } : node,
      ),
    }

    expect(checkValue(schema, workflow)).toEqual([])
    expect(checkValue(schema, broken).join('\n')).toContain('config.prompt: Expected string, but it is number.')
  },
)
