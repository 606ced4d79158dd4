/** A child run that was stopped alone belongs to the process that goes on with the run that waits for it (Engine E3). */
import { afterEach, expect, it } from 'vitest'
import type { App } from '#main/app.ts'
import type { RunSummary } from '#shared/ipc/views/run-views.ts'
import { composedApp } from '#test/support/composed-app.ts'
import { Home } from '#test/support/home.ts'
import { workflowOf } from '#test/support/workflow-of.ts'

const home = new Home()
const apps: App[] = []
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close()
  home.remove()
})

const asks = workflowOf(
  [
    { id: 'start', kind: 'start' },
    { id: 'made', kind: 'transform', config: { value: '{{ 1 }}' }, compensate: 'unmade' },
    { id: 'unmade', kind: 'transform', config: { value: '{{ 0 }}' } },
    { id: 'ok', kind: 'approval', config: { title: 'Sure?' } },
    { id: 'end', kind: 'end', config: { result: 'done' } },
  ],
  ['start -> made', 'made -> ok', 'ok.approved -> end'],
)
const calls = workflowOf(
  [
    { id: 'start', kind: 'start' },
    { id: 'call', kind: 'workflow', config: { name: 'asks' } },
  ],
  ['start -> call'],
)

/** A run that waits for its child run, which somebody has stopped, and another process on the same data folder. */
async function stoppedChild() {
  home.write('workflows/asks.flow.json', JSON.stringify({ ...asks, name: 'asks' }))
  home.write('workflows/calls.flow.json', JSON.stringify({ ...calls, name: 'calls' }))
  const [owner, other] = [await composedApp(home, false), await composedApp(home, false)]
  apps.push(owner, other)
  const { runId } = await owner.call('run.start', { line: '/calls', workspace: '' })
  const reaches = (app: App, run: string, status: RunSummary['status']) =>
    expect.poll(async () => (await app.call('runs.summary', { runId: run })).status).toBe(status)
  let child = ''
  const findChild = async () => {
    const family = await owner.call('runs.list', { correlationId: runId })
    child = family.find(({ waiting }) => waiting > 0)?.runId ?? ''
    return child
  }
  await expect.poll(findChild).not.toBe('')
  await owner.call('run.stop', { runId: child })
  await reaches(other, child, 'interrupted')
  return { owner, other, runId, child, reaches }
}

it('goes on there when it is resumed from elsewhere, so its end is heard', async () => {
  const { other, runId, child, reaches } = await stoppedChild()
  await other.call('run.resume', { runId: child })
  const [question] = await other.call('inbox.list', {})
  await other.call('approval.decide', { runId: child, approvalId: question?.waitId ?? '', decision: 'approved' })
  await reaches(other, child, 'succeeded')
  await reaches(other, runId, 'succeeded')
})

it('is undone there when that is asked for elsewhere, so the run that waits for it hears of it', async () => {
  const { other, runId, child, reaches } = await stoppedChild()
  await other.call('run.stop', { runId: child, undo: true })
  await reaches(other, runId, 'failed')
})
