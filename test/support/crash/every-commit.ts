/** From every commit of a scripted run, whoever takes it over comes to the same end. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Edge, WorkflowNode } from '#shared/workflow/workflow.ts'
import { Feature, Works } from '#test/engine/features/support/feature.ts'
import { endingsOf } from './endings.ts'

export interface Scene {
  readonly nodes: readonly (Partial<WorkflowNode> & { id: string; kind: string })[]
  readonly edges: readonly (string | Edge)[]
  readonly commands?: Readonly<Record<string, Pick<Scene, 'nodes' | 'edges'>>>
  /** Nodes that fail whenever they run. */
  readonly failing?: readonly string[]
  /** Nodes that go on until they are ended from outside, and take their time then. */
  readonly lingering?: readonly string[]
  /** What a person does while the first process lives: once these nodes wait, which they then do not any more. */
  readonly held?: readonly string[]
  readonly does?: (feature: Feature, run: string) => Promise<void>
}

const MOST_MOVES = 100

function stage(scene: Scene, folder?: string): Feature {
  const works = new Works(true)
  for (const id of scene.failing ?? []) works.fail(id, Number.POSITIVE_INFINITY)
  works.linger(...(scene.lingering ?? []))
  const feature = new Feature(folder === undefined ? { works } : { works, folder })
  for (const [name, { nodes, edges }] of Object.entries(scene.commands ?? {})) feature.command(name, nodes, edges)
  return feature
}

/** Answers, resumes and waits until nothing is left to do. */
async function play(feature: Feature): Promise<void> {
  for (let move = 0; move < MOST_MOVES; move += 1) {
    await feature.settle()
    const runs = feature.slashflow.engine.liveRuns()
    if (runs.length === 0) return
    const paused = runs.find(({ isPaused }) => isPaused)
    const asking = runs.find(({ state }) => state.waits.size > 0)
    if (paused) await feature.resume(paused.runId)
    else if (asking) await answer(feature, asking.runId)
    else await feature.slashflow.turn(60_000)
  }
  throw new Error(`It stands still: ${JSON.stringify(ends(feature))}`)
}

async function answer({ slashflow }: Feature, runId: string): Promise<void> {
  const [wait] = slashflow.state(runId).waits.values()
  if (wait?.type === 'approval') await slashflow.decide(runId, wait.nodeId, 'approved')
  else if (wait) await slashflow.answer(runId, wait.nodeId, { choice: 'run-again' })
}

function ends({ slashflow }: Feature) {
  const runs = [...new Set(slashflow.events.map(({ runId }) => runId))]
  return endingsOf(new Map(runs.map((runId) => [runId, slashflow.state(runId)])))
}

/** Returns from how many. `isSame`: whether the copy had come so far that the end of the first process is its own too. */
export async function fromEveryCommit(scene: Scene, isSame: (heir: Feature) => boolean = () => true): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'slashflow-commits-'))
  try {
    const first = stage(scene)
    let copies = 0
    first.slashflow.onCommit(() => first.slashflow.keepCopy(join(folder, String(copies++))))
    first.works.hold(...(scene.held ?? []))
    const run = await first.run(scene.nodes, scene.edges)
    await scene.does?.(first, run)
    await play(first)
    const expected = ends(first)
    let same = 0
    for (let copy = 0; copy < copies; copy += 1) {
      const heir = stage(scene, join(folder, String(copy)))
      await heir.slashflow.recover()
      const must = isSame(heir)
      await play(heir)
      expect(heir.slashflow.verify()).toMatchObject({ ok: true })
      if (!must) continue
      same += 1
      expect(ends(heir), `from commit ${copy} of ${copies}`).toEqual(expected)
    }
    return same
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
