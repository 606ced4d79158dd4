import { it } from 'vitest'
import type { Feature } from '#test/support/graphs/features.ts'
import { engineFollowsReference } from './follows.ts'

it('follows the reference', { timeout: 6000_000 }, () =>
  engineFollowsReference((process.env.F ?? 'approvals').split(',') as Feature[], 100),
)
