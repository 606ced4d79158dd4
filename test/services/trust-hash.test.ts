import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { canonicalFields } from '#main/services/workflows/trust-store.ts'
import { workflows } from '../shared/workflow/workflow-arbitrary.ts'

it('hashes the canonical text of the whole, though it is put together from the texts of parts', () => {
  fc.assert(
    fc.property(workflows, ({ layout: _, ...meaning }) => {
      expect(canonicalFields(meaning)).toBe(canonicalize(meaning))
    }),
  )
})
