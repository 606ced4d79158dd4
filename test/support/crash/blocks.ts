/**
 * Random workflows whose end does not hang on time: built of blocks that have one way in and one way out, so that a run
 * which was killed on the way must come to the same end as one that was not.
 */
import fc from 'fast-check'

export type Block =
  | { readonly type: 'step'; readonly step: Step; readonly ms: number }
  | { readonly type: 'sequence' | 'parallel'; readonly blocks: readonly Block[] }
  | { readonly type: 'loop'; readonly block: Block; readonly passes: number }
  | {
      readonly type: 'each'
      readonly block: Block
      readonly items: number
      readonly concurrency: number
      readonly fails: 'no' | 'collect' | 'caught'
    }
  | { readonly type: 'group'; readonly block: Block; readonly locked: boolean; readonly flaky: boolean }
  | { readonly type: 'child'; readonly block: Block; readonly fails: boolean }
  | { readonly type: 'signal'; readonly ms: number }

export type Step =
  | 'mark'
  | 'idempotent'
  | 'asked'
  | 'flaky'
  | 'broken'
  | 'locked'
  | 'undone'
  | 'program'
  | 'add'
  | 'set'
  | 'delay'
  | 'expression'
  | 'approval'

const STEPS: readonly Step[] = [
  'mark',
  'mark',
  'idempotent',
  'asked',
  'flaky',
  'broken',
  'locked',
  'locked',
  'undone',
  'undone',
  'program',
  'add',
  'set',
  'delay',
  'expression',
  'approval',
]

const ms = fc.nat(25)
const step = fc.record({ type: fc.constant('step' as const), step: fc.constantFrom(...STEPS), ms })

function blockOf(depth: number): fc.Arbitrary<Block> {
  if (depth === 0) return step
  const inner = blockOf(depth - 1)
  const several = fc.array(inner, { minLength: 2, maxLength: 3 })
  return fc.oneof(
    { weight: 3, arbitrary: step },
    { weight: 3, arbitrary: fc.record({ type: fc.constant('sequence' as const), blocks: several }) },
    { weight: 3, arbitrary: fc.record({ type: fc.constant('parallel' as const), blocks: several }) },
    {
      weight: 2,
      arbitrary: fc.record({
        type: fc.constant('loop' as const),
        block: inner,
        passes: fc.integer({ min: 1, max: 2 }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        type: fc.constant('each' as const),
        block: inner,
        items: fc.nat(3),
        concurrency: fc.integer({ min: 1, max: 3 }),
        fails: fc.constantFrom('no', 'no', 'collect', 'caught'),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        type: fc.constant('group' as const),
        block: inner,
        locked: fc.boolean(),
        flaky: fc.boolean(),
      }),
    },
    { weight: 2, arbitrary: fc.record({ type: fc.constant('child' as const), block: inner, fails: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('signal' as const), ms }) },
  )
}

export interface Plan {
  readonly block: Block
  /** The run fails at its end, and undoes what it did. */
  readonly fails: boolean
}

export const arbitraryPlan: fc.Arbitrary<Plan> = fc.record({
  block: fc.array(blockOf(2), { minLength: 2, maxLength: 3 }).map((blocks): Block => ({ type: 'sequence', blocks })),
  fails: fc.boolean(),
})
