import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RunQueries } from '#main/calls/run-queries.ts'
import { SearchRuns } from '#main/calls/search-runs.ts'
import { RunSearch } from '#main/engine/log/run-search.ts'
import type { Ownership } from '#main/engine/ports/ownership.ts'
import type { Json } from '#shared/json.ts'
import { LogUnderTest } from '#test/support/log-under-test.ts'

const NOBODY: Ownership = { id: 'owner', isAlive: () => false }

let log: LogUnderTest
beforeEach(() => {
  log = new LogUnderTest()
})
afterEach(() => log.remove())

/** `msALook`: what one look at the clock takes; a call works for 25. */
function searchIn({ store, log: events, database }: LogUnderTest, msALook = 0): SearchRuns {
  let time = 0
  return new SearchRuns({
    store,
    search: new RunSearch(database),
    queries: new RunQueries(events, store, NOBODY),
    now: () => {
      time += msALook
      return time
    },
  })
}

const found = (text: string) =>
  searchIn(log)
    .search({ text, limit: 100 })
    .runs.map(({ runId, found: at }) => (at ? `${runId}: ${at.nodeId ?? ''} ${at.field} ${at.excerpt}` : runId))

const run = (runId: string, output: Json): void => log.run(runId, 2, { output })

describe('a search in what runs recorded', () => {
  it('finds a value by node and field, whatever its case, newest run first', () => {
    run('one', { stdout: 'Order 4711 is paid', rows: [{ name: 'Zoë' }] })
    run('two', { text: `${'long before '.repeat(9)}order 4711\nand after` })

    expect(found('ORDER 4711')).toEqual([
      'two: n0 output.text …long before long before order 4711 and after',
      'one: n0 output.stdout Order 4711 is paid',
    ])
    expect(found('ZOË')).toEqual(['one: n0 output.rows[0].name Zoë'])
  })

  it('takes quotes, per cent and line ends as they are, and numbers as they are written', () => {
    run('one', { text: 'he said "100 %_sure\\"\nthen left', count: 20_260 })

    expect(found('"100 %_sure\\"')).toHaveLength(1)
    expect(found('100 %xsure')).toEqual([])
    expect(found('2026')).toEqual(['one: n0 output.count 20260'])
  })

  it('counts no names of fields, types or hashes', () => {
    run('one', { greeting: 'hello' })

    for (const text of ['greeting', 'node.completed', 'output', 'version']) expect(found(text)).toEqual([])
  })

  it('finds by what the row says where the events are gone', () => {
    log.run('gone', 1, { status: 'failed' })
    log.database.exec('update run set last = null')

    expect(found('as the test says')).toEqual(['gone'])
    expect(found('gone')).toEqual(['gone'])
  })

  it('goes on where the call before ended, and says how many it looked at', () => {
    for (let index = 0; index < 120; index += 1) log.run(`r${index}`, 1, { output: index === 3 ? 'here' : 'there' })
    const search = searchIn(log, 1)
    const looked: number[] = []
    const runs: string[] = []
    for (let before: string | null | undefined; before !== null; ) {
      const part = search.search({ text: 'here', limit: 100, ...(before !== undefined && { before }) })
      looked.push(part.looked)
      runs.push(...part.runs.filter(({ found: at }) => at?.excerpt === 'here').map(({ runId }) => runId))
      before = part.next
    }
    expect(runs).toEqual(['r3'])
    expect(looked.length).toBeGreaterThan(3)
    expect(looked.reduce((sum, part) => sum + part, 0)).toBe(120)
  })
})
