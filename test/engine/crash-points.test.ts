/** A process may die after any commit. Whoever takes the run over must come to the same end as if nothing had happened. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { endingOf, RunPlayer } from '#test/support/run-player.ts'
import { arbitraryWorkflow } from '#test/support/small-graphs.ts'
import { workflowOf } from '#test/support/workflow-of.ts'

/** Runs the workflow, keeping the data folder after every commit; then goes on from each of them. */
async function diesAnywhere(workflow: Workflow): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'slashflow-crashes-'))
  try {
    const player = new RunPlayer()
    let copies = 0
    player.slashflow.onCommit(() => {
      player.slashflow.keepCopy(join(folder, String(copies)))
      copies += 1
    })
    const run = await player.slashflow.start(workflow)
    const expected = endingOf(await player.play(run))
    await player.close()
    for (let copy = 0; copy < copies; copy += 1) {
      const heir = new RunPlayer(join(folder, String(copy)))
      await heir.slashflow.recover()
      const state = await heir.play(run)
      expect(endingOf(state), `from commit ${copy} of ${copies}`).toEqual(expected)
      expect(heir.slashflow.verify()).toMatchObject({ ok: true })
      await heir.close()
    }
    return copies
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

it('comes to the same end from any point of a loop with parallel work, an effect and a retry', async () => {
  const copies = await diesAnywhere(
    workflowOf(
      [
        { id: 'start', kind: 'start' },
        { id: 'a', kind: 'set', config: { value: 'pass {{ loop.iteration }} {{ loop.feedback }}' } },
        { id: 'b_flaky', kind: 'work', retry: { attempts: 2 } },
        { id: 'c', kind: 'effect' },
        { id: 'd', kind: 'set', join: 'any' },
        { id: 'e', kind: 'approval' },
        { id: 'f', kind: 'work', config: { value: '{{ nodes.a }}' } },
        { id: 'g', kind: 'end', config: { result: '{{ [nodes.a, nodes.c, nodes.f] }}' } },
      ],
      [
        'start -> a',
        'a -> b_flaky',
        'a -> c',
        'a -> d',
        'b_flaky -> d',
        'c -> d',
        'd -> e',
        { from: 'e.rejected', to: 'a', loop: { max: 2 } },
        'e.approved -> f',
        'f -> g',
      ],
    ),
  )
  expect(copies).toBeGreaterThan(8)
})

it('comes to the same end from any point of any small graph', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryWorkflow, async (workflow) => {
      await diesAnywhere(workflow)
    }),
    { numRuns: 20 },
  )
})
