import { KINDS } from '#main/nodes/registry.ts'
import { nodeReference } from './node-reference.ts'

/** Every derived file, by its path in the project. */
export const DOCS: Readonly<Record<string, () => string>> = {
  'docs/nodes.md': () => nodeReference(KINDS),
}
