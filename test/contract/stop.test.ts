import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { registryOf } from '#main/nodes/registry.ts'
import { delta, faultyServer, type Reply } from '#test/services/support/faulty-server.ts'
import { EngineDriver } from '#test/support/engine-driver.ts'
import { TurnedClock } from '#test/support/turned-clock.ts'
import { workflowOf } from '#test/support/workflow-of.ts'
import { realAdapters } from './support/real-adapters.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

const beginsAndNeverEnds: Reply = (response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.write(delta('Once upon'))
}

it('names the model stream and the program that Stop has reached', async () => {
  const server = await faultyServer(beginsAndNeverEnds)
  const workspace = mkdtempSync(join(tmpdir(), 'slashflow-stop-'))
  const engine = new EngineDriver(registryOf(), new TurnedClock(), realAdapters({ baseUrl: server.baseUrl }))
  ends.push(
    () => engine.close(),
    () => server.close(),
    () => rmSync(workspace, { recursive: true, force: true }),
  )
  const program = { command: 'node', args: ['-e', 'console.log("up"); setInterval(() => {}, 1000)'] }
  const workflow = workflowOf(
    [
      { id: 'start', kind: 'start' },
      { id: 'tell', kind: 'prompt', config: { prompt: 'A story' } },
      { id: 'serve', kind: 'shell', config: program, approve: 'never' },
    ],
    ['start -> tell', 'start -> serve'],
  )
  const runId = await engine.start(workflow, {}, true, workspace)
  await engine.until(runId, ({ nodes }) => {
    engine.clock.advance(200) // The log takes up live text by the clock.
    return nodes.get('tell')?.streams.text === 'Once upon' && nodes.get('serve')?.streams.stdout === 'up\n'
  })
  const [pid] = Object.keys(engine.state(runId).nodes.get('serve')?.processes ?? {})

  const run = engine.engine.live(runId)
  if (!run) throw new Error('The run has ended')
  const receipt = await engine.engine.stop(run, 'test', false)

  expect(receipt.map(({ what, how }) => `${what}: ${how}`)).toEqual([
    'model stream of tell: aborted',
    `node (process ${pid}): ended`,
  ])
  expect(engine.state(runId)).toMatchObject({ status: 'interrupted' })
})
