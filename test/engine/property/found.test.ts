/**
 * What the random cases have found, in its simplest form.
 */
import { expect, it } from 'vitest'
import { readFlow } from '#test/engine/reference/flow.ts'
import { readScript } from '#test/engine/reference/play.ts'
import type { Case } from '#test/support/graphs/cases.ts'
import { partsBy } from './follows.ts'

const agrees = async (
  text: string,
  does: Record<string, string> = {},
  schedule: readonly number[] = [],
  interruptions: Case['interruptions'] = [],
) => {
  const of = { flow: readFlow(text), script: readScript(does), schedule, interruptions }
  expect(await partsBy(of)).toBeUndefined()
}

it('gives as the result what the last pass of a loop came to', () =>
  agrees('start -> draft\n draft -> ok\n ok: approval\n ok.rejected -> draft loop 2', { ok: 'rejected approved' }))

it('lets a compensator read the outputs of nodes', () =>
  agrees('start -> pay\n pay -> mail\n pay: work, undo refund\n refund: work', { mail: 'final' }))

it('does nothing more once an end has ended the run', () =>
  agrees('start -> end\n start -> b\n b: set\n b -> b loop 1'))

it('withdraws what was to start in the moment in which a loop goes round', () =>
  agrees(
    `
    start -> a
    a -> b
    a -> c
    b: branch
    c: branch
    b.yes -> a loop 1
    c.no -> a loop 1`,
    { b: 'yes no', c: 'no yes' },
  ))

it('cancels what starts in the same moment, wherever it stands in the file', () =>
  agrees('start -> stop\n start -> a\n stop: cancel, targets a'))

it('leaves a loop that a token from outside had reached through a node that joins "each"', () =>
  agrees(
    `
    start -> c
    c: work, joinEach
    b: branch
    b.yes -> c
    b.no -> after
    c -> b loop 1`,
    { b: 'no' },
  ))

it('keeps the executions apart of a container that runs several times at once', () =>
  agrees(
    `
    start -> x
    x: branch
    x.no -> all
    start -> all
    all: group, joinEach
    w: work, in all`,
    { x: 'no' },
  ))

it('waits with a "count" for an "each" that has a token and is about to start', () =>
  agrees('start -> c\n start -> b\n b.no -> c\n b: branch, joinEach\n c: work, count 2', { b: 'no' }))

it('does not compensate what was disabled', () =>
  agrees('start -> pay\n start -> b\n pay: work, disabled, undo refund\n refund: work', { b: 'final' }))

it('withdraws the other items in the moment in which one fails', () =>
  agrees(
    `
    start -> all
    all: each, items 2
    a: work, in all
    w: wait, in all, time 500`,
    {},
    [4],
  ))

it('holds what leaves an outer loop while an inner one goes round', () =>
  agrees(
    `
    start -> plan
    plan -> draft
    plan -> notes
    draft.again -> draft loop 1
    draft.replan -> plan loop 1`,
    { draft: 'again out' },
  ))

it('shows the output of an execution while another one of its node is active', () =>
  agrees(
    `
    start -> a
    start -> i
    a.other -> i
    i: work, joinEach, undo undo_i
    undo_i: work`,
    { a: 'other', i: 'out final' },
  ))

it('ends an item once, also when what it did is undone after a resume', () =>
  agrees(
    `
    start -> all
    all -> b
    all: each, items 1, collect
    c: each, in all, undo undo_c
    undo_c: work, in all
    w: work, in all`,
    { w: 'final', b: 'final' },
    [],
    [{ at: 1, what: 'stop' }],
  ))

it('fails a container in the moment in which its first item fails', () =>
  agrees('start -> all\n all: each, items 2\n d: set, in all\n d -> d loop 1'))

it('keeps the ports of an "each" node open while it starts once more behind a loop that was left', () =>
  agrees(
    `
    start -> a
    start -> b
    a.other -> b
    a -> a loop 1
    b: work, joinEach
    b.error -> c`,
    { a: 'other', b: 'out final' },
    [1],
  ))

it('skips a "count" at the start of a pass in which too few tokens can come', () =>
  agrees(
    `
    start -> b
    b -> c
    b.other -> d
    c.other -> e
    c.other -> d
    d: work, count 2
    e -> c loop 1
    d -> c loop 1`,
    { c: 'other' },
  ))

it('counts for a "count" every token of an "each" before it', () =>
  agrees(
    `
    start -> a
    start -> b
    a -> c
    b -> c
    c: work, joinEach
    c -> d
    x: branch
    start -> x
    x.no -> d
    d: work, count 2`,
    { x: 'yes' },
  ))

const OVERLAPPING = `
  start -> draft
  draft -> check
  check: branch
  check.yes -> draft loop 2
  check.no -> publish
  draft -> publish
  publish.other -> check loop 2
  publish -> after
  draft -> notes`

it('goes through two loops that overlap, in any way', async () => {
  for (const check of ['no', 'yes no', 'no yes', 'no no yes no'])
    for (const publish of ['out', 'other out', 'other other out', 'other'])
      await agrees(OVERLAPPING, { check, publish })
})

it('starts an "each" once more for a token that comes anew from a loop that overlaps', () =>
  agrees(`${OVERLAPPING}\n publish: work, joinEach`, { check: 'no yes no', publish: 'other out' }))

it('skips what a loop that overlaps has shut off, and so leaves both', () =>
  agrees(
    `
    a: work
    b: branch
    c: branch, joinEach
    a -> b
    start -> c
    b.yes -> c
    c.yes -> b loop 1
    b.yes -> a loop 1`,
    { b: 'no no', c: 'yes no yes' },
  ))

it('holds once more, in a further pass, what came from a loop that overlaps', () =>
  agrees(
    `
    a: work
    b: work
    c: branch
    g: work, count 2
    start -> a
    a -> b
    b -> c
    a -> g
    b.error -> g
    c.yes -> a loop 1
    g -> c loop 2
    c.yes -> g`,
    { b: 'final', c: 'no yes no' },
  ))

it('goes on with a compensator in a failed item after a stop, and after its process died', async () => {
  const text = `
    start -> a
    a: group
    e: delay, in a, undo undo_e, time 500
    undo_e: work, in a
    e -> e loop 1`
  for (const what of ['stop', 'crash'] as const) await agrees(text, {}, [], [{ at: 2, what }])
})

it('shows a compensator what an `end` put out in an earlier pass of its group', () =>
  agrees(`
    start -> a
    a: group
    d: delay, in a, time 1900
    e: delay, in a, undo undo_e, time 500
    g: end, in a
    undo_e: work, in a
    d -> g
    a -> a loop 1`))

it('keeps the executions of a container in a child run apart', () =>
  agrees(`
    start -> a
    a: call, calls other
    other| start: start
    other| m: group, joinEach
    other| o: work, in m
    other| start -> m
    other| m -> m loop 1`))

it('does not try a call again whose run failed for good', () =>
  agrees('start -> a\n a: call, retry 3, calls other\n other| start: start\n other| m: work\n other| start -> m', {
    m: 'final',
  }))

it('gives no lock to a run that it has called, in the moment in which it is stopped', () =>
  agrees(
    `
    start -> a
    a: delay, time 500
    e: approval, lock two
    h: call, calls other
    a -> e
    a -> h
    other| start: start
    other| m: each, lock two
    other| start -> m`,
    {},
    [],
    [{ at: 1, what: 'stop' }],
  ))

it('gives no lock to a run whose node a loop withdraws in the same moment', () =>
  agrees(
    `
    start -> a
    start -> b
    a: call, calls other
    b: group, joinEach, lock one
    w: work, in b
    a -> b
    b -> a loop 1
    other| start: start
    other| n: each, lock one
    other| o: branch
    other| start -> n
    other| n -> o`,
    { o: 'yes out' },
  ))

it('lets an `end` that was held back withdraw what would go on in the moment in which a paused run goes on', () =>
  agrees(
    'start -> a\n start -> c\n c -> f\n a: work, retry 3, timeout 650\n f: end',
    {},
    [5],
    [{ at: 0, what: 'pause' }],
  ))

it('gives a lock to the node that had it, when its process died while the run was paused', () =>
  agrees(
    `
    start -> b
    b: each, items 1
    c: work, in b
    f: call, in b, calls other, lock two
    i: effect, in b, lock two
    c.error -> f
    i.other -> i loop 2
    other| start: start`,
    { c: 'final', i: 'other' },
    [1],
    [
      { at: 2, what: 'pause' },
      { at: 3, what: 'crash' },
    ],
  ))

it('compensates in the order of completion, also what completes in the moment in which a child run ends', () =>
  agrees(
    `
    start -> d
    start -> c
    c.error -> f
    d: call, undo undo_d, calls other
    f: each, items 1, lock one
    g: each, in f, undo undo_g, items 1
    undo_d: work
    undo_g: work, in f
    other| start: start
    other| m: approval, lock one
    other| start -> m`,
    { c: 'final' },
    [],
  ))

it('takes as the result of an item what completes after work in it has acknowledged that it was withdrawn', () =>
  agrees(`
    start -> a
    a: each, items 1
    c: each, in a, items 2
    d: group, in a
    e: group, in d
    f: work, in d
    g: end, in d
    h: each, in e, items 1
    e -> g`))
