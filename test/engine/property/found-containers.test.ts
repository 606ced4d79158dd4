/** What the random cases have found of containers, in its simplest form. */
import { it } from 'vitest'
import { agrees } from './agrees.ts'

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

it('fails a container in the moment in which its first item fails', () =>
  agrees('start -> all\n all: each, items 2\n d: set, in all\n d -> d loop 1'))

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

it('takes what a node put out into the result, also where a later execution of it was cancelled', () =>
  agrees('start -> a\n a: group\n b: cancel, targets j\n j: set, joinEach\n a -> b\n a -> j\n start -> j'))
