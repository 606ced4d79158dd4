/** A run that outlives the command that began it: in an app that lives, or in a worker that is started for it. */
import { describe, expect } from 'vitest'
import { composedApp } from '#test/support/composed-app.ts'
import { it } from './command-line.ts'

describe('slashflow run --detach', () => {
  it('starts a worker, prints the run’s id and leaves; the worker ends the run and then itself', async ({
    slashflow,
  }) => {
    const { code, stdout } = await slashflow.run(['run', 'hello', '--detach'], { demo: true })
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\w+\n$/) })

    // It waits for a person, so the worker lets go of it; whoever answers becomes its owner.
    const runId = stdout.trim()
    const asked = await slashflow.run(['resume', runId, '--approve', 'all'], { demo: true })
    expect(asked.code).toBe(0)
  })

  it('hands the run to an app that lives', async ({ slashflow, home }) => {
    const app = await composedApp(home, true)
    try {
      const { stdout } = await slashflow.run(['run', 'hello', '--detach'], { demo: true })
      expect(app.activeRuns().map(({ runId }) => runId)).toEqual([stdout.trim()])
    } finally {
      await app.close()
    }
  })

  it('refuses answers ahead, and what a start refuses', async ({ slashflow }) => {
    expect(await slashflow.run(['run', 'hello', '--detach', '--approve', 'all'])).toMatchObject({ code: 2 })
    const unknown = await slashflow.run(['run', 'helo', '--detach'])
    expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining('Did you mean /hello?') })
  })
})

describe('slashflow worker --until-idle', () => {
  it('goes on with what a dead process left, and ends when only people are waited for', async ({ slashflow }) => {
    const run = slashflow.start(['run', 'hello', '--json'], { demo: true })
    const { runId } = await run.event('approval.requested')
    run.kill('SIGKILL')
    await run.exit

    const worker = await slashflow.run(['worker', '--until-idle'], { demo: true })
    expect(worker).toMatchObject({ code: 0, stderr: expect.stringContaining('one run taken over') })
    expect((await slashflow.log(runId)).map(({ type }) => type)).toContain('run.recovered')
  })
})
