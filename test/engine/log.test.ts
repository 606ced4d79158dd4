import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, expect, it } from 'vitest'
import { externalise, hydrate } from '#main/engine/log/blobs.ts'
import { DATABASE_FILE, openDatabase } from '#main/engine/log/database.ts'
import { DatabaseSync } from '#main/engine/log/sqlite.ts'
import type { Json } from '#shared/json.ts'
import { EngineDriver } from '#test/support/engine-driver.ts'
import { engineKinds } from '#test/support/engine-kinds.ts'
import { workflowOf } from '#test/support/workflow-of.ts'

const cleanUps: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp()
})

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'slashflow-log-'))
  cleanUps.push(() => rmSync(made, { recursive: true, force: true }))
  return made
}

it('keeps a damaged database aside, says so, and begins a new one', () => {
  const home = folder()
  writeFileSync(join(home, DATABASE_FILE), 'this is not a database, but what is left of one after a bad day')
  const { database, warnings } = openDatabase(home, '2026-01-01T00:00:00.000Z')
  expect(warnings).toEqual([expect.stringMatching(/damaged.*kept as .*damaged-2026-01-01/)])
  expect(readdirSync(home)).toContain(`${DATABASE_FILE}.damaged-2026-01-01T00-00-00-000Z`)
  expect(database.prepare('select count(*) as runs from run').get()).toEqual({ runs: 0 })
  database.close()
})

it('keeps the log from others, also in a folder that they may look into', () => {
  const open = folder()
  chmodSync(open, 0o755)
  const { database } = openDatabase(open, 'now')
  cleanUps.push(() => database.close())
  const modes = readdirSync(open).map((name) => statSync(join(open, name)).mode & 0o077)
  expect(modes).toEqual(modes.map(() => 0))
})

it('says what to do where the data folder cannot be written', () => {
  const home = join(folder(), 'file')
  writeFileSync(home, '')
  expect(() => openDatabase(join(home, 'below'), 'now')).toThrow(/cannot write to its data folder .*SLASHFLOW_HOME/)
})

it('refuses a database of a newer version and leaves it as it is', () => {
  const home = folder()
  mkdirSync(home, { recursive: true })
  const newer = new DatabaseSync(join(home, DATABASE_FILE))
  newer.exec('pragma user_version = 99')
  newer.close()
  expect(() => openDatabase(home, 'now')).toThrow(/newer Slashflow/)
  expect(readdirSync(home).filter((name) => name.includes('damaged'))).toEqual([])
})

it('loses nothing when the disk is full, and goes on when it is not', async () => {
  const driver = new EngineDriver(engineKinds(async () => undefined))
  cleanUps.push(() => driver.close())
  const graph = workflowOf(
    [
      { id: 'start', kind: 'start' },
      { id: 'ok', kind: 'approval' },
      { id: 'a', kind: 'set', config: { value: '{{ nodes.ok.value }}' } },
    ],
    ['start -> ok', 'ok.approved -> a'],
  )
  const run = await driver.start(graph)
  await driver.settle()
  const live = driver.engine.live(run)
  // SQLite itself says "database or disk is full" when it may not grow.
  driver.limitPages(true)
  const before = driver.events.length
  const decided =
    live &&
    driver.engine.decide(live, driver.openWait(run, 'ok'), {
      decision: 'approved',
      value: 'x'.repeat(200_000),
      feedback: undefined,
      by: 'test',
    })
  await driver.settle()
  expect(driver.events.length).toBe(before)
  expect(driver.bugs.splice(0)).toEqual([expect.stringMatching(/cannot write its log: .*full.*hold/)])
  driver.limitPages(false)
  await driver.turn(1_000)
  await decided
  expect(driver.state(run)).toMatchObject({ status: 'succeeded' })
  expect(driver.verify().ok).toBe(true)
})

it('gives back exactly what was put out of an event', () => {
  const json = fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.parse(JSON.stringify(value)) as Json)
  const large = fc.record({
    small: json,
    list: fc.array(fc.string({ maxLength: 3_000 }), { maxLength: 30 }),
    forged: fc.constant({ $blob: 'f'.repeat(64), bytes: 1, preview: '', of: 'string' }),
  })
  fc.assert(
    fc.property(large, (value) => {
      const blobs = new Map<string, string>()
      const fitted = externalise(
        value as Json,
        { put: (hash, body) => blobs.set(hash, body), known: () => undefined },
        4_096,
      )
      expect(Buffer.byteLength(JSON.stringify(fitted))).toBeLessThanOrEqual(4_096 * 2)
      expect(hydrate(fitted, ({ $blob }) => JSON.parse(blobs.get($blob) ?? ''))).toEqual(value)
    }),
    { numRuns: 100 },
  )
})
