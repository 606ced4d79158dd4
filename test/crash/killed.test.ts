/** A process that is killed by SIGKILL, in the middle: nothing that was printed is lost, and another one goes on. */
import { once } from 'node:events'
import { existsSync, readFileSync, watch } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import type { RunEvent } from '#shared/events/event.ts'
import { type CommandLine, it } from '#test/cli/command-line.ts'
import { lives } from '#test/services/support/program.ts'
import { programFlow } from '#test/support/program-flow.ts'
import { ASKS_REVIEW, REVIEW } from '#test/support/reviewing-model.ts'
import type { SlashflowProcess } from '#test/support/slashflow-process.ts'
import { WindowlessPage } from './windowless-page.ts'

const RUN = ['run', 'pr-review', 'base=main', '--json']

async function killed(process: SlashflowProcess): Promise<readonly RunEvent[]> {
  process.kill('SIGKILL')
  await process.exit
  return process.events
}

/** Every event that was printed stands in the log as it was printed, and the log as a whole is intact. */
async function expectNothingLost(slashflow: CommandLine, printed: readonly RunEvent[]): Promise<void> {
  const log = await slashflow.log(printed[0]?.runId ?? '')
  expect(log.slice(0, printed.length)).toEqual(printed)
  expect(await slashflow.run(['verify'])).toMatchObject({ code: 0, stdout: '' })
}

describe('a run that is killed while an approval waits', () => {
  it('still waits, with its payload, and approve finishes it', async ({ slashflow, repository, model }) => {
    const run = slashflow.start(RUN)
    const { data } = await run.event('approval.requested', 'ok')
    const printed = await killed(run)
    await expectNothingLost(slashflow, printed)

    expect((await slashflow.run(['show', run.runId])).stdout).toContain(`slashflow approve ${run.runId} ok\n`)
    expect((await slashflow.run(['approve', run.runId, data.approvalId])).code).toBe(0)
    expect(repository.read('review.md')).toBe(REVIEW)
    expect(model.prompts(ASKS_REVIEW)).toHaveLength(1)
    await expectNothingLost(slashflow, printed)
  })

  it('goes on under a server that starts later', async ({ slashflow, repository }) => {
    const run = slashflow.start(RUN)
    const { data } = await run.event('approval.requested', 'ok')
    const printed = await killed(run)

    const page = await WindowlessPage.open(slashflow)
    expect(await page.bridge.call('inbox.list', {})).toMatchObject([
      { runId: run.runId, waitId: data.approvalId, nodeId: 'ok' },
    ])
    const succeeded = page.event('run.succeeded')
    await page.bridge.call('approval.decide', { runId: run.runId, approvalId: data.approvalId, decision: 'approved' })
    expect((await succeeded).data.result).toBe(REVIEW)
    expect(repository.read('review.md')).toBe(REVIEW)
    await page.close()
    await expectNothingLost(slashflow, printed)
  })

  it('is killed again and again, and still there', async ({ slashflow, repository }) => {
    const run = slashflow.start(RUN)
    await run.event('approval.requested', 'ok')
    const printed = await killed(run)
    for (let time = 0; time < 3; time += 1) {
      const page = await WindowlessPage.open(slashflow)
      expect(await page.bridge.call('inbox.list', {})).toHaveLength(1)
      await page.kill()
    }

    expect((await slashflow.run(['approve', run.runId, 'ok'])).code).toBe(0)
    expect(repository.read('review.md')).toBe(REVIEW)
    await expectNothingLost(slashflow, printed)
  })
})

describe('a run that is killed while a model streams', () => {
  it('keeps the text that was printed, and asks the model again', async ({ slashflow, repository, model }) => {
    const stream = model.hold(ASKS_REVIEW)
    const run = slashflow.start([...RUN, '--approve', 'all'])
    await stream.write('Half a ')
    await run.event('node.streamed', 'review')
    await stream.write('review')
    await run.event('node.streamed', 'review', 2)
    const printed = await killed(run)
    await stream.hungUp
    await expectNothingLost(slashflow, printed)
    expect(
      printed
        .flatMap((event) => (event.type === 'node.streamed' && event.nodeId === 'review' ? [event.data.text] : []))
        .join(''),
    ).toBe('Half a review')

    const resumed = slashflow.start(['resume', run.runId, '--json', '--approve', 'all'])
    expect((await resumed.exit).code).toBe(0)
    expect(repository.read('review.md')).toBe(REVIEW)
    const started = (await slashflow.log(run.runId)).filter(
      ({ type, nodeId }) => type === 'node.started' && nodeId === 'review',
    )
    expect(started.map(({ attempt, iteration, type }) => ({ attempt, iteration, type }))).toEqual([
      { attempt: 1, iteration: 0, type: 'node.started' },
      { attempt: 1, iteration: 0, type: 'node.started' },
    ])
    expect(started[0]?.data).toEqual(started[1]?.data)
    await expectNothingLost(slashflow, printed)
  })

  it('in a server goes on by itself when the server is started again', async ({ slashflow, repository, model }) => {
    const lost = model.hold(ASKS_REVIEW)
    const first = await WindowlessPage.open(slashflow)
    const { runId } = await first.bridge.call('run.start', {
      line: '/pr-review base=main',
      workspace: repository.folder,
    })
    await lost.write('Half a review')
    await first.signal('Half a review')
    await first.kill()
    await lost.hungUp

    const again = model.hold(ASKS_REVIEW)
    const second = await WindowlessPage.open(slashflow)
    await again.write('Once more')
    await second.signal('Once more')
    const waiting = second.event('approval.requested')
    await again.finish()
    const { data } = await waiting
    const succeeded = second.event('run.succeeded')
    await second.bridge.call('approval.decide', { runId, approvalId: data.approvalId, decision: 'approved' })
    await succeeded
    await second.close()
    expect(repository.read('review.md')).toBe('Once more')
    expect(await slashflow.run(['verify', runId])).toMatchObject({ code: 0 })
  })
})

describe('a run that is killed while a program runs', () => {
  const script = 'echo $$ > pid.part && mv pid.part pid && exec sleep 1000'
  const workflow = (more: object = {}): string => programFlow(script, more)

  async function killedInTheMiddle(slashflow: CommandLine, folder: string) {
    const run = slashflow.start(['run', 'program.flow.json', '--json', '--approve', 'all'])
    await run.event('process.started')
    const pid = await pidIn(folder)
    const printed = await killed(run)
    expect(lives(pid)).toBe(true)
    return { run, pid, printed }
  }

  it('ends the orphan and asks what became of the effect', async ({ slashflow, repository }) => {
    repository.write('program.flow.json', workflow())
    const { run, pid, printed } = await killedInTheMiddle(slashflow, repository.folder)

    const resumed = slashflow.start(['resume', run.runId, '--json', '--approve', 'none'])
    expect((await resumed.exit).code).toBe(3)
    expect(lives(pid)).toBe(false)
    expect((await resumed.event('input.requested')).data.purpose).toBe('recovery')
    await expectNothingLost(slashflow, printed)

    const done = await slashflow.run([
      'resume',
      run.runId,
      '--recovery',
      'done',
      '--answer',
      'output={"stdout":"as if"}',
    ])
    expect(done.code).toBe(0)
    expect((await slashflow.log(run.runId)).at(-1)).toMatchObject({
      type: 'run.succeeded',
      data: { result: { stdout: 'as if' } },
    })
  })

  it('fails where the person says so', async ({ slashflow, repository }) => {
    repository.write('program.flow.json', workflow())
    const { run, pid } = await killedInTheMiddle(slashflow, repository.folder)

    expect((await slashflow.run(['resume', run.runId, '--recovery', 'fail'])).code).toBe(1)
    expect(lives(pid)).toBe(false)
  })

  it('runs an idempotent one again by itself', async ({ slashflow, repository }) => {
    repository.write('program.flow.json', workflow({ idempotent: true }))
    const { run, pid } = await killedInTheMiddle(slashflow, repository.folder)

    const resumed = slashflow.start(['resume', run.runId, '--json', '--approve', 'all'])
    const { data } = await resumed.event('process.started')
    expect(data.pid).not.toBe(pid)
    expect(lives(pid)).toBe(false)
    await slashflow.run(['stop', run.runId])
    expect((await resumed.exit).code).toBe(130)
    expect(lives(data.pid)).toBe(false)
  })
})

/** Once the program has written it. */
async function pidIn(folder: string): Promise<number> {
  const file = join(folder, 'pid')
  const watcher = watch(folder)
  try {
    while (!existsSync(file)) await once(watcher, 'change')
  } finally {
    watcher.close()
  }
  return Number(readFileSync(file, 'utf8'))
}
