/** Runs that nobody can go on with: their owner is dead, and what it left cannot be read, or not be taken up. */
import { expect, it, onTestFinished } from 'vitest'
import { DATABASE_FILE } from '#main/engine/log/database.ts'
import { DatabaseSync } from '#main/engine/log/sqlite.ts'
import { KINDS, registryOf } from '#main/nodes/registry.ts'
import { EngineDriver } from '#test/support/engine-driver.ts'
import { engineKinds } from '#test/support/engine-kinds.ts'
import { adaptersWith } from '#test/support/opened-engine.ts'
import { workflowOf } from '#test/support/workflow-of.ts'

const start = { id: 'start', kind: 'start' }
const ask = { id: 'ok', kind: 'approval', config: { title: 'Go?' } }
const kinds = new Map([...registryOf(), ...engineKinds(async () => undefined)])

function opened(...of: ConstructorParameters<typeof EngineDriver>): EngineDriver {
  const slashflow = new EngineDriver(...of)
  onTestFinished(() => slashflow.close())
  return slashflow
}

/** What the process leaves that dies now; `sql` is done to it. */
function left(slashflow: EngineDriver, sql = ''): string {
  const folder = `${slashflow.home}-left`
  slashflow.keepCopy(folder)
  const database = new DatabaseSync(`${folder}/${DATABASE_FILE}`)
  database.exec(sql)
  database.close()
  return folder
}

const buried = ({ home }: EngineDriver): unknown => {
  const database = new DatabaseSync(`${home}/${DATABASE_FILE}`, { readOnly: true })
  try {
    return database.prepare('select run_id from letter').all()
  } finally {
    database.close()
  }
}

it('a run of a kind that is gone fails, its caller hears of it, and the delivery that began it is put aside', async () => {
  const slashflow = opened(kinds)
  const called = workflowOf([start, { id: 'a', kind: 'work' }, ask], ['start -> a', 'a -> ok'])
  slashflow.commands.set('asks', { ...called, name: 'asks' })
  const call = { id: 'call', kind: 'workflow', config: { name: 'asks' } }
  const caller = await slashflow.start(workflowOf([start, call], ['start -> call']))
  const request = { workflow: called, args: {}, workspace: '', trusted: true, by: 'test', delivery: 'd-1' }
  const { runId: delivered } = await slashflow.engine.start(request)
  await slashflow.settle()

  const heir = opened(registryOf(KINDS), undefined, undefined, left(slashflow))
  await heir.recover()
  expect(heir.state(delivered).error).toMatchObject({ code: 'run.unreadable', retryable: false })
  expect(heir.state(caller).error).toMatchObject({ code: 'run.unreadable' })
  expect(buried(heir)).toEqual([{ run_id: delivered }])
  expect(heir.bugs).toHaveLength(2)
  expect(heir.verify().findings).toEqual([])
})

it('a run whose programs cannot be ended fails behind what was said of its going on', async () => {
  const slashflow = opened(
    new Map([
      ...registryOf(),
      ...engineKinds(({ signal, processStarted }) => {
        processStarted(7, 'then', 'sleep')
        return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
      }),
    ]),
  )
  const run = await slashflow.start(workflowOf([start, { id: 'a', kind: 'work' }], ['start -> a']))
  await slashflow.settle()

  const refuses = adaptersWith(async () => {
    throw new Error('not permitted')
  })
  const heir = opened(kinds, undefined, refuses, left(slashflow))
  await heir.recover()
  expect(heir.state(run).error).toMatchObject({ code: 'run.unreadable', message: expect.stringContaining('permitted') })
  expect(heir.trace(run, ['run.recovered', 'run.failed'])).toHaveLength(2)
  expect([heir.engine.live(run), heir.verify().findings]).toEqual([undefined, []])
})

it('nothing is said of a run that has ended, whatever the table of runs says', async () => {
  const slashflow = opened(kinds)
  const run = await slashflow.start(workflowOf([start], []))
  await slashflow.settle()
  const before = slashflow.state(run).seq

  const heir = opened(
    kinds,
    undefined,
    undefined,
    left(slashflow, "update run set status = 'running', ended_at = null"),
  )
  expect(heir.verify().ok).toBe(false)
  await heir.recover()
  expect(heir.state(run)).toMatchObject({ status: 'succeeded', seq: before })
  expect(heir.verify().findings).toEqual([])
})

it('behind a log that was cut in the middle of an event nothing is written, and the others go on', async () => {
  const slashflow = opened(kinds)
  const asks = workflowOf([start, ask], ['start -> ok'])
  const [cut, whole] = [await slashflow.start(asks), await slashflow.start(asks)]
  await slashflow.settle()
  const last = 'position = (select max(position) from chunk where run_key = 1)'
  const folder = left(slashflow, `update chunk set body = substr(body, 1, length(body) - 20) where ${last}`)
  const heir = opened(kinds, undefined, undefined, folder)
  const refused = { code: 'run.damaged', message: expect.stringMatching(/Event \d+ of run .* cannot be read/) }
  await expect(heir.engine.adopt(cut)).rejects.toMatchObject(refused)
  await expect(heir.engine.adopt(cut)).rejects.toMatchObject(refused)
  expect((await heir.engine.adopt(whole))?.runId).toBe(whole)
  expect([heir.bugs, heir.engine.activeRunIds()]).toEqual([[], new Set([whole])])
  expect(heir.verify().findings).toMatchObject([{ runId: cut, message: expect.stringContaining('cut off') }])
})
