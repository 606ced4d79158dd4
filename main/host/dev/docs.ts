import { DESCRIPTORS, KINDS } from '#main/nodes/registry.ts'
import { workflowJsonSchema } from '#shared/workflow/json-schema.ts'
import { commandLineReference } from './command-line-reference.ts'
import { nodeReference } from './node-reference.ts'

/** Every derived file, by its path in the project. */
export const DOCS: Readonly<Record<string, () => string>> = {
  'docs/command-line.md': commandLineReference,
  'docs/nodes.md': () => nodeReference(KINDS),
  'docs/workflow.schema.json': () => `${JSON.stringify(workflowJsonSchema(DESCRIPTORS), null, 2)}\n`,
}
