/** What the random cases have found where the rules leave an order open: the checker must find the one that was taken. */
import { it } from 'vitest'
import { agrees } from './agrees.ts'

it('shows a compensator what there was when a node completed, while the next pass of a loop waited for work to end', () =>
  agrees(
    `
    start -> a
    start -> b
    b -> d
    b -> f
    a.error -> f
    f.no -> a loop 1
    a: work
    b: call, retry 2, calls other
    d: call, retry 2, undo undo_d, calls other, timeout 4550
    f: branch, any
    undo_d: work
    other| start: start`,
    { f: 'no yes' },
    [],
    [{ at: 0, what: 'undo' }],
  ))

it('leaves a called run stopped while its caller waits for its lock again', () =>
  agrees(
    `
    start -> a
    start -> f
    start -> h
    a.error -> d
    a: call, retry 3, calls other, lock one
    d: work
    f: effect, lock one, asks
    h: call, retry 2, calls other, lock one, timeout 1950
    other| n: work
    other| start -> n
    other| n -> n loop 1`,
    {},
    [],
    [{ at: 4, what: 'stop' }],
  ))

it('gives a lock back without a word to the node that had it, before those of the same node that wait for it', () =>
  agrees(
    `
    start -> a
    start -> g
    a.approved -> f
    a.approved -> g
    a: approval
    f: call, calls other, lock two
    g: call, joinEach, retry 2, calls other, lock one, timeout 3250
    other| m: approval, lock one
    other| start -> m`,
    { a: 'approved', m: 'approved' },
    [0, 1],
    [{ at: 3, what: 'stop' }],
  ))

it('lets a caller run out of time while a container of its run ends what is inside', () =>
  agrees(
    `
    start -> b
    b: call, retry 2, calls other, lock one, timeout 650
    other| m: group, timeout 650
    other| n: work, in m
    other| p: work
    other| start -> m
    other| m.error -> p`,
    {},
    [5],
  ))

it('lets who waits for the lock of a called run begin before the caller of that fails, whose time is over', () =>
  agrees(
    `
    start -> f
    start -> c
    start -> e
    start -> g
    c: group, retry 2, lock one
    e: work
    f: call, calls other, timeout 4550
    g: work
    k: work, in c
    other| m: work, lock one
    other| start -> m`,
    { k: 'fails' },
    [4, 2, 2, 2],
    [{ at: 1, what: 'stop' }],
  ))

it('lets who waits for a lock have it after a crash, when its node waits to try again', () =>
  agrees(
    `
    start -> a
    a: each, items 1
    c: call, in a, retry 2, calls other, lock one, timeout 3250
    g: call, in a, calls other
    other| m: effect, lock one, asks
    other| o: work, retry 2, lock one
    other| start -> m
    other| start -> o`,
    { o: 'fails', m: 'out' },
    [],
    [{ at: 6, what: 'crash' }],
  ))

it('lets another begin under a lock before a called run goes on that had it when it was stopped', () =>
  agrees(
    `
    start -> a
    b.other -> c
    a: group
    b: work, in a
    c: group, in a, lock one
    i: call, in a, calls other
    other| m: approval, lock one
    other| start -> m
    other| m.approved -> m loop 1`,
    { b: 'other', m: 'approved' },
    [5],
    [{ at: 2, what: 'stop' }],
  ))

it('takes what is told of one execution for no other of its node', () =>
  agrees(
    `
    start -> a
    a -> b
    start -> d
    a -> d
    a: cancel, targets c
    b: work, lock one
    c: approval
    d: approval, joinEach, lock one`,
    { d: 'approved' },
    [],
    [],
    { nodesATurn: 1 },
  ))
