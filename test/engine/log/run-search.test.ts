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

const found = async (text: string) =>
  (await searchIn(log).search({ text, limit: 100 })).runs.map(({ runId, found: at }) =>
    at ? `${runId}: ${at.nodeId ?? ''} ${at.field} ${at.excerpt}` : runId,
  )

const run = (runId: string, output: Json): void => log.run(runId, 2, { output })

describe('a search in what runs recorded', () => {
  it('finds a value by node and field, whatever its case, newest run first', async () => {
    run('one', { stdout: 'Order 4711 is paid', rows: [{ name: 'Zoë' }] })
    run('two', { text: `${'long before '.repeat(9)}order 4711\nand after` })

    expect(await found('ORDER 4711')).toEqual([
      'two: n0 output.text …long before long before order 4711 and after',
      'one: n0 output.stdout Order 4711 is paid',
    ])
    expect(await found('ZOË')).toEqual(['one: n0 output.rows[0].name Zoë'])
  })

  it('takes quotes, per cent and line ends as they are, and numbers as they are written', async () => {
    run('one', { text: 'he said "100 %_sure\\"\nthen left', count: 20_260 })

    expect(await found('"100 %_sure\\"')).toHaveLength(1)
    expect(await found('100 %xsure')).toEqual([])
    expect(await found('2026')).toEqual(['one: n0 output.count 20260'])
  })

  it('counts no names of fields, types or hashes', async () => {
    run('one', { greeting: 'hello' })

    for (const text of ['greeting', 'node.completed', 'output', 'version']) expect(await found(text)).toEqual([])
  })

  it('finds by what the row says where the events are gone', async () => {
    log.run('gone', 1, { status: 'failed' })
    log.database.exec('update run set last = null')

    expect(await found('as the test says')).toEqual(['gone'])
    expect(await found('gone')).toEqual(['gone'])
  })

  it('goes on where the call before ended, and says how many it looked at', async () => {
    for (let index = 0; index < 120; index += 1) log.run(`r${index}`, 1, { output: index === 3 ? 'here' : 'there' })
    const search = searchIn(log, 1)
    const looked: number[] = []
    const runs: string[] = []
    for (let before: string | null | undefined; before !== null; ) {
      const part = await search.search({ text: 'here', limit: 100, ...(before !== undefined && { before }) })
      looked.push(part.looked)
      runs.push(...part.runs.filter(({ found: at }) => at?.excerpt === 'here').map(({ runId }) => runId))
      before = part.next
    }
    expect(runs).toEqual(['r3'])
    expect(looked.length).toBeGreaterThan(3)
    expect(looked.reduce((sum, part) => sum + part, 0)).toBe(120)
  })

  it('looks through a value that lies beside the log to its end, and names the field that it is in', async () => {
    const long = 'lorem ipsum '.repeat(100_000)
    run('one', { stdout: `${long}the "needle"\n${long}`, rows: [{ text: long }, { deep: [`${long}Zoë`] }] })

    expect(await found('THE "NEEDLE"\n')).toEqual([
      `one: n0 output.stdout …lorem ipsum lorem ipsum the "needle"${' lorem ipsum'.repeat(8)}…`,
    ])
    expect(await found('zoë')).toEqual([`one: n0 output.rows[1].deep[0] …${'lorem ipsum '.repeat(2)}Zoë`])
    for (const text of ['string', String(JSON.stringify(long).length), '$blob', 'preview'])
      expect(await found(text)).toEqual([])
  })

  it('looks through what a large value names, wherever the name stands in it', async () => {
    const line = 'x'.repeat(1_000)
    // Half of the name stands before the 500,000th character, where the second part that is looked at begins.
    const before = [...Array.from({ length: 498 }, () => line), 'y'.repeat(497)]
    expect(JSON.stringify(before)).toHaveLength(499_995)
    run('one', [...before, `${'lorem '.repeat(20_000)}zq`, ...Array.from({ length: 100 }, () => line)])

    expect(await found('zq')).toEqual([`one: n0 output[499] …${'lorem '.repeat(4)}zq`])
  })

  it('lets the process do other things while it looks through a long run', async () => {
    for (let step = 0; step < 20; step += 1) run(`r${step}`, { text: 'x'.repeat(2_000_000) + step })
    let turns = 0
    let isLooking = true
    const beat = () => {
      turns += 1
      if (isLooking) setImmediate(beat)
    }
    setImmediate(beat)
    const { runs } = await searchIn(log, 11).search({ text: 'x0', limit: 1 })
    isLooking = false
    expect(runs).toEqual([])
    expect(turns).toBeGreaterThan(3)
  })
})
