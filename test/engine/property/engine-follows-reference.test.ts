import { it } from 'vitest'
import { engineFollowsReference } from './follows.ts'

it('follows the reference', { timeout: 600_000 }, () => engineFollowsReference(['approvals'], 100))
