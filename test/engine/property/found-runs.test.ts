/** What the random cases have found of child runs, locks, compensation, pauses and crashes, in its simplest form. */
import { it } from 'vitest'
import { agrees } from './agrees.ts'

it('lets a compensator read the outputs of nodes', () =>
  agrees('start -> pay\n pay -> mail\n pay: work, undo refund\n refund: work', { mail: 'final' }))

it('does not compensate what was disabled', () =>
  agrees('start -> pay\n start -> b\n pay: work, disabled, undo refund\n refund: work', { b: 'final' }))

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

it('tells an execution that has waited for its lock from a later one of the same node, which begins to wait', () =>
  agrees(
    `
    start -> a
    a -> b
    a -> c
    c -> g
    b -> c
    g -> a loop 1
    a: set
    b: each, items 1, lock one
    c: each, joinEach, lock one
    g: set
    w: work, in b`,
    { w: 'out' },
  ))

it('gives a place to who has waited for it, before who has just taken its lock', () =>
  agrees(
    `
    start -> b
    b.error -> d
    b.error -> c
    start -> h
    c: work, lock one
    d: work, lock one`,
    { b: 'final' },
    [],
    [],
    { nodesAtOnce: 1 },
  ))

it('lets those ask for a lock first whose child runs a timer of the same moment has begun', () =>
  agrees(`
    start -> a
    a: each, items 2
    c: delay, in a, time 2600
    d: call, in a, retry 2, calls other
    c -> d
    other| start -> m
    other| start -> n
    other| m: each, items 1, lock one
    other| n: approval, lock one`))

it('lets a timer fail an item before what ends at once in one that begins in the same moment', () =>
  agrees(
    `
    start -> a
    a: each, items 4, concurrency 3
    b: wait, in a, time 500
    d: work, in a, disabled
    f: delay, in a, time 500`,
    { b: 'out' },
    [0, 2],
    [],
    { nodesATurn: 1 },
  ))

it('lets a retry of the same moment begin while a step is put off before a node that ends at once', () =>
  agrees(
    `
    start -> a
    start -> b
    a: work, retry 3
    b: each, retry 2, items 1
    e: end, in b, fails`,
    { a: 'fails' },
    [],
    [],
    { nodesATurn: 1 },
  ))

it('begins the first of a joining node first, though it got its place while the run was paused', () =>
  agrees(
    `
    start -> d
    start -> e
    e.approved -> f
    d -> f
    e: approval
    d: work
    f: work, joinEach`,
    { e: 'approved' },
    [3],
    [{ at: 1, what: 'pause' }],
    { nodesAtOnce: 1 },
  ))

it('lets a container of a called run and its caller run out of time at one moment', () =>
  agrees(
    `
    start -> a
    a: call, retry 3, calls other, timeout 650
    other| start -> m
    other| m: group, retry 3, timeout 650
    other| n: work, in m`,
    {},
    [3],
  ))
