/** Writes what a test of this folder would otherwise call stale: `docs/patterns.md`, and each workflow file in its canonical form. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DESCRIPTORS } from '#main/nodes/registry.ts'
import { canonicalText } from '#shared/workflow/canonical.ts'
import { catalogOf } from '#shared/workflow/kind-descriptor.ts'
import { PATTERNS_FOLDER, patternFiles, workflowIn } from './support/pattern-files.ts'
import { patternsPage } from './support/patterns-page.ts'

const catalog = catalogOf(DESCRIPTORS)
for (const file of patternFiles()) writeFileSync(join(PATTERNS_FOLDER, file), canonicalText(workflowIn(file), catalog))
writeFileSync(join(PATTERNS_FOLDER, '../../../docs/patterns.md'), patternsPage())
