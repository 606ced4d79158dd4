/**
 * A real process on a real data folder, killed at random points of random runs until they are over. `CRASHES=500` makes it
 * long, `SEED=…` plays a failure again.
 */
import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { arbitraryPlan, type Plan } from '#test/support/crash/blocks.ts'
import { buildChild } from '#test/support/crash/child-program.ts'
import { differences } from '#test/support/crash/endings.ts'
import { type Kill, playStory } from '#test/support/crash/play-story.ts'
import { storyOf } from '#test/support/crash/story-of.ts'

const CRASHES = Number(process.env.CRASHES ?? 40)
const SEED = Number(process.env.SEED ?? (process.env.CI ? 20_261_125 : Date.now() % 1_000_000))
/** Starts, kills and checks of one process, on a slow machine. */
const MS_A_CRASH = 5_000
const MOST_KILLS = 10
const MOST_FAILURES = 5

const arbitraryKill: fc.Arbitrary<Kill> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      after: fc.constant('events' as const),
      count: fc.integer({ min: 1, max: 20 }),
      microseconds: fc.nat(6_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ after: fc.constant('time' as const), ms: fc.integer({ min: 100, max: 400 }) }) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom('before', 'after'), fc.integer({ min: 1, max: 50 }))
      .map(([side, number]): Kill => ({ after: 'statement', at: `${side}:${number}` })),
  },
)

interface Round {
  readonly plans: readonly Plan[]
  readonly kills: readonly Kill[]
}

const arbitraryRound: fc.Arbitrary<Round> = fc.record({
  plans: fc.array(arbitraryPlan, { minLength: 1, maxLength: 2 }),
  kills: fc.array(arbitraryKill, { minLength: 3, maxLength: MOST_KILLS }),
})

let program = ''
beforeAll(async () => {
  program = await buildChild()
})
afterAll(() => rmSync(dirname(program), { recursive: true, force: true }))

it(`comes to the same end, loses nothing and does nothing twice unasked, through ${CRASHES} kills (SEED=${SEED})`, {
  timeout: CRASHES * MS_A_CRASH + 60_000,
}, async () => {
  const total = { stories: 0, kills: 0, events: 0, marks: 0, again: 0 }
  const failures: string[] = []
  for (let round = 0; total.kills < CRASHES && failures.length < MOST_FAILURES; round += 1) {
    // A round has a seed of its own, so that it can be played alone.
    const seed = SEED + round
    const [drawn] = fc.sample(arbitraryRound, { seed, numRuns: 1 })
    if (!drawn) continue
    const outcome = await playStory(program, storyOf(drawn.plans), drawn.kills)
    const wrong = [...outcome.wrong, ...differences(outcome.reference, outcome.endings)]
    if (wrong.length > 0) failures.push([`SEED=${seed} CRASHES=1`, ...wrong].join('\n  '))
    total.stories += 1
    for (const figure of ['kills', 'events', 'marks', 'again'] as const) total[figure] += outcome[figure]
  }
  console.info(
    `${total.kills} kills in ${total.stories} stories: ${total.events} events, ${total.marks} marks, ${total.again} times asked`,
  )
  expect(failures.join('\n')).toBe('')
})
