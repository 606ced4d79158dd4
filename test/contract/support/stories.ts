/** Runs of the bundled commands on the real engine, with a model server and a git repository of their own. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { registryOf } from '#main/nodes/registry.ts'
import type { Json } from '#shared/json.ts'
import { RUN_ENDED, type RunState } from '#shared/state/run-state.ts'
import { parseWorkflow } from '#shared/workflow/parse.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { type FaultyServer, faultyServer, type Reply } from '#test/services/support/faulty-server.ts'
import { EngineDriver } from '#test/support/engine-driver.ts'
import { ROOT } from '#test/support/home.ts'
import { TurnedClock } from '#test/support/turned-clock.ts'
import { realAdapters } from './real-adapters.ts'

export const textOf = (name: string): string => readFileSync(join(ROOT, 'workflows', `${name}.flow.json`), 'utf8')

export function bundled(name: string): Workflow {
  const { workflow, problems } = parseWorkflow(textOf(name))
  if (!workflow) throw new Error(`${name}: ${problems[0]?.message}`)
  return workflow
}

export interface Story {
  readonly engine: EngineDriver
  readonly server: FaultyServer
  readonly runId: string
  readonly workspace: string
  /** Until the node waits for a person. */
  asked(nodeId: string): Promise<RunState>
  ended(): Promise<RunState>
}

/** What the model was asked, in its `call`th request, from 0. */
export const promptOf = (story: Story, call: number): string => JSON.stringify(story.server.bodies[call]?.messages)

export class Stories {
  readonly #ends: (() => unknown)[] = []

  /** Nothing is committed in it. */
  emptyRepository(): string {
    const folder = mkdtempSync(join(tmpdir(), 'slashflow-repository-'))
    this.#ends.push(() => rmSync(folder, { recursive: true, force: true }))
    execFileSync('git', ['init', '-b', 'main'], { cwd: folder, stdio: 'ignore' })
    return folder
  }

  /** On the branch `faster`, one commit ahead of `main`. */
  repository(): string {
    const folder = this.emptyRepository()
    const git = (...args: readonly string[]): void => {
      execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], {
        cwd: folder,
        stdio: 'ignore',
      })
    }
    writeFileSync(join(folder, 'rate.js'), 'export const rate = (sum, count) => sum / count\n')
    git('add', '.')
    git('commit', '-m', 'Rate')
    git('checkout', '-b', 'faster')
    writeFileSync(join(folder, 'rate.js'), 'export const rate = (sum, count) => sum / count || 0\n')
    git('commit', '-am', 'Never NaN')
    return folder
  }

  async run(name: string, args: Record<string, Json>, replies: readonly Reply[], workspace = ''): Promise<Story> {
    const server = await faultyServer(...replies)
    const engine = new EngineDriver(registryOf(), new TurnedClock(), realAdapters({ baseUrl: server.baseUrl }))
    this.#ends.push(
      () => engine.close(),
      () => server.close(),
    )
    const runId = await engine.start(bundled(name), args, true, workspace)
    const waits = (state: RunState, nodeId: string): boolean =>
      [...state.waits.values()].some((wait) => wait.nodeId === nodeId)
    return {
      engine,
      server,
      runId,
      workspace,
      asked: (nodeId) => engine.until(runId, (state) => waits(state, nodeId) || RUN_ENDED.has(state.status)),
      ended: () => engine.until(runId, (state) => RUN_ENDED.has(state.status)),
    }
  }

  /** Lets go of the runs, their servers and their folders. */
  async end(): Promise<void> {
    for (const end of this.#ends.splice(0)) await end()
  }
}
