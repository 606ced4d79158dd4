/** A random case: a flow, what its work and people do, in which order things happen, and when the run is stopped. */
import fc from 'fast-check'
import { type Flow, type NodeKind, printFlow } from '#test/engine/reference/flow.ts'
import type { Outcome, Recovery, Script } from '#test/engine/reference/script.ts'
import type { Features } from './features.ts'
import { arbitraryFlow } from './flows.ts'

export type Interruption = 'stop' | 'stop one' | 'pause' | 'go on' | 'crash' | 'undo'

export interface Case {
  readonly flow: Flow
  readonly script: Script
  /** Which of the possible moves is made, move by move; after the last, always the first. */
  readonly schedule: readonly number[]
  /** Before which move what comes in between. */
  readonly interruptions: readonly { readonly at: number; readonly what: Interruption }[]
}

const outcomesFor = (kind: NodeKind, features: Features): Outcome[] => {
  const leaves = (...ports: readonly string[]): Outcome[] => ports.map((port) => ({ leaves: port }))
  if (kind === 'branch') return leaves('yes', 'no')
  if (kind === 'approval') return leaves('approved', 'approved', 'rejected')
  if (kind === 'wait') return leaves('out', 'other')
  const fails: Outcome[] = [
    ...(features.includes('retries') ? [{ fails: 'boom' }] : []),
    { fails: 'bang', final: true },
  ]
  return [
    ...leaves('out', 'out', 'out', 'out', 'other'),
    ...(features.includes('errors') ? fails : []),
    ...(kind === 'effect' && features.includes('approvals') ? [{ refused: true as const }] : []),
  ]
}

const arbitraryScript = (flow: Flow, features: Features): fc.Arbitrary<Script> => {
  const nodes = [flow, ...Object.values(flow.commands ?? {})].flatMap((one) => one.nodes)
  const scripted = nodes.filter(({ kind }) => ['work', 'effect', 'branch', 'approval', 'wait'].includes(kind))
  const lists = scripted.map(({ id, kind }) => [
    id,
    fc.array(fc.constantFrom(...outcomesFor(kind, features)), { minLength: 1, maxLength: 3 }),
  ])
  const effects = scripted.filter(({ kind }) => kind === 'effect')
  const answers = effects.map(({ id }) => [id, fc.constantFrom<Recovery>('again', 'done', 'fail')])
  return fc.record({
    outcomes: fc.record(Object.fromEntries(lists) as Record<string, fc.Arbitrary<Outcome[]>>),
    recoveries: fc.record(Object.fromEntries(answers) as Record<string, fc.Arbitrary<Recovery>>),
  })
}

const interruptionsOf = (features: Features): fc.Arbitrary<Case['interruptions']> => {
  const kinds: Interruption[] = [
    ...(features.includes('stops') ? (['stop'] as const) : []),
    ...(features.includes('crashes') ? (['crash'] as const) : []),
    ...(features.includes('undo') ? (['undo'] as const) : []),
    ...(features.includes('pauses') ? (['pause', 'go on'] as const) : []),
    ...(features.includes('single stops') ? (['stop one'] as const) : []),
  ]
  if (kinds.length === 0) return fc.constant([])
  return fc.array(fc.record({ at: fc.nat(12), what: fc.constantFrom(...kinds) }), { maxLength: 4 })
}

export const arbitraryCase = (features: Features): fc.Arbitrary<Case> =>
  arbitraryFlow(features).chain((flow) =>
    fc.record({
      flow: fc.constant(flow),
      script: arbitraryScript(flow, features),
      schedule: fc.array(fc.nat(5), { maxLength: 25 }),
      interruptions: interruptionsOf(features),
    }),
  )

const shownOutcome = (outcome: Outcome): string => {
  if ('leaves' in outcome) return outcome.leaves
  return 'refused' in outcome ? 'refused' : outcome.final === true ? 'final' : 'fails'
}

/** As it would be written by hand. */
export const printCase = ({ flow, script, schedule, interruptions }: Case): string =>
  [
    printFlow(flow),
    `does:     ${JSON.stringify(Object.fromEntries(Object.entries(script.outcomes).map(([id, list]) => [id, list.map(shownOutcome).join(' ')])))}`,
    ...(Object.keys(script.recoveries).length > 0 ? [`recovers: ${JSON.stringify(script.recoveries)}`] : []),
    `schedule: ${JSON.stringify(schedule)}`,
    ...interruptions.map(({ at, what }) => `${what} before move ${at}`),
  ].join('\n')
