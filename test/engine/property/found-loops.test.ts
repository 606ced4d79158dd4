/** What the random cases have found of loops, joins and ends, in its simplest form. */
import { it } from 'vitest'
import { agrees } from './agrees.ts'

it('gives as the result what the last pass of a loop came to', () =>
  agrees('start -> draft\n draft -> ok\n ok: approval\n ok.rejected -> draft loop 2', { ok: 'rejected approved' }))

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

it('waits with a "count" for an "each" that has a token and is about to start', () =>
  agrees('start -> c\n start -> b\n b.no -> c\n b: branch, joinEach\n c: work, count 2', { b: 'no' }))

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

it('goes through two loops that overlap, in any way', async () => {
  for (const check of ['no', 'yes no', 'no yes', 'no no yes no'])
    for (const publish of ['out', 'other out', 'other other out', 'other'])
      await agrees(OVERLAPPING, { check, publish })
})

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
