/** Stop may come at any moment, and its process may die before it is done. Resumed, the run comes to the same end. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { endingOf, RunPlayer } from '#test/support/run-player.ts'
import { arbitraryWorkflow } from '#test/support/small-graphs.ts'
import { workflowOf } from '#test/support/workflow-of.ts'

/** Stops before the move of that number. False where the run had ended by then. `copy`: as it was left while stopping. */
async function stopsAt(workflow: Workflow, moves: number, copy: string, expected: unknown): Promise<boolean> {
  const player = new RunPlayer()
  const run = await player.slashflow.start(workflow)
  const { status } = await player.play(run, moves)
  const live = player.slashflow.engine.live(run)
  if (status === 'running' && live) {
    const stopping = player.slashflow.engine.stop(live, 'test', false)
    await player.slashflow.settle()
    player.slashflow.keepCopy(copy)
    while (player.slashflow.engine.live(run)) await player.endAborted()
    await stopping
    await resumes(player, run, expected)
  }
  await player.close()
  return existsSync(copy)
}

/** A run that had its outcome already, and only waited for what it withdrew, keeps it. */
async function resumes(player: RunPlayer, run: string, expected: unknown): Promise<void> {
  expect(player.slashflow.engine.live(run)).toBeUndefined()
  if (player.slashflow.state(run).status === 'interrupted') await player.slashflow.engine.resume(run, 'test')
  expect(endingOf(await player.play(run))).toEqual(expected)
  expect(player.slashflow.verify()).toMatchObject({ ok: true })
}

async function stopsAnywhere(workflow: Workflow): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'slashflow-stops-'))
  try {
    const player = new RunPlayer()
    const run = await player.slashflow.start(workflow)
    const expected = endingOf(await player.play(run))
    await player.close()
    for (let moves = 0; await stopsAt(workflow, moves, join(folder, String(moves)), expected); moves += 1) {
      const heir = new RunPlayer(join(folder, String(moves)))
      await heir.slashflow.recover()
      await resumes(heir, run, expected)
      await heir.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

it('stops any small graph at any moment, and resumes it to the same end', async () => {
  await fc.assert(fc.asyncProperty(arbitraryWorkflow, stopsAnywhere), { numRuns: 15 })
})

it('stops a run that nobody owns, and begins nothing of it again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'slashflow-stops-'))
  const player = new RunPlayer()
  const run = await player.slashflow.start(
    workflowOf(
      [
        { id: 'start', kind: 'start' },
        { id: 'a', kind: 'work' },
        { id: 'b', kind: 'approval' },
      ],
      ['start -> a', 'start -> b'],
    ),
  )
  await player.slashflow.settle()
  player.slashflow.keepCopy(join(folder, 'held'))
  const heir = new RunPlayer(join(folder, 'held'))
  await heir.slashflow.stopHeld(run)
  expect(heir.slashflow.state(run)).toMatchObject({
    status: 'interrupted',
    receipt: [
      { nodeId: 'a', how: 'ended with its owner' },
      { nodeId: 'b', how: 'kept' },
    ],
  })
  expect(heir.gates.waiting.size).toBe(0)
  await resumes(heir, run, endingOf(await player.play(run)))
  await player.close()
  await heir.close()
  rmSync(folder, { recursive: true, force: true })
})
