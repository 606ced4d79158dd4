import { describe, expect, it } from 'vitest'
import type { ViewsInput } from '#renderer/canvas/model/node-view.ts'
import { viewDeriver } from '#renderer/canvas/model/node-views.ts'
import { applyRunEvent, foldRun } from '#shared/state/fold-run.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { viewsInputOf } from '#test/support/canvas-views.ts'
import { type ToldEvent, told } from '#test/support/told-events.ts'

const workflow: Workflow = {
  format: 'slashflow/1',
  name: 'draft',
  nodes: [
    { id: 'start', kind: 'begin' },
    { id: 'draft', kind: 'write', config: { prompt: 'Write about {{ args.topic }}.' } },
    { id: 'ok', kind: 'ask', config: { title: 'Good?' } },
    { id: 'both', kind: 'write' },
  ],
  edges: [
    { from: 'start', to: 'draft' },
    { from: 'draft', to: 'ok' },
    { from: 'ok.no', to: 'draft', loop: { max: 3 } },
    { from: 'ok.yes', to: 'both' },
    { from: 'start', to: 'both' },
  ],
}

const stateAfter = (...events: readonly ToldEvent[]) => ({ state: foldRun(told(events), 'r') })

const started: ToldEvent = {
  type: 'run.started',
  data: { workflow: 'draft', version: 'v', args: {}, workspace: '', trusted: true, by: 'cli' },
}
const activated = (nodeId: string, iteration = 0): ToldEvent => ({
  type: 'node.activated',
  nodeId,
  iteration,
  data: { loop: { iteration } },
})
const running = (nodeId: string, iteration = 0): ToldEvent => ({
  type: 'node.started',
  nodeId,
  iteration,
  data: { input: {} },
})
const left = (nodeId: string, port: string, iteration = 0): ToldEvent => ({
  type: 'node.completed',
  nodeId,
  iteration,
  data: { port, output: {} },
})

const inputOf = (run: ViewsInput['run']): ViewsInput => ({ ...viewsInputOf(workflow), run })

describe('views of nodes', () => {
  it('show an event that was folded while the screen was drawn for another reason', () => {
    const all = told([started, activated('start'), running('start'), left('start', 'out')])
    const events = all.slice(0, 3)
    const run = { state: foldRun(events, 'r'), events }
    const derive = viewDeriver()
    const input = inputOf(run)
    expect(derive(input).byId.get('start')?.glyph).toBe('running')
    for (const event of all.slice(3)) {
      applyRunEvent(run.state, event)
      events.push(event)
    }
    derive(input)
    expect(derive({ ...input, run: { ...run } }).byId.get('start')?.glyph).toBe('done')
  })

  it('stay the same objects while nothing of them changed', () => {
    const derive = viewDeriver()
    const first = derive(inputOf(stateAfter(started, activated('start'), left('start', 'out'), activated('draft'))))
    const second = derive(
      inputOf(stateAfter(started, activated('start'), left('start', 'out'), activated('draft'), running('draft'))),
    )
    expect(second.byId.get('start')).toBe(first.byId.get('start'))
    expect(second.byId.get('ok')).toBe(first.byId.get('ok'))
    expect(second.byId.get('draft')?.glyph).toBe('running')
    expect(
      derive(
        inputOf(stateAfter(started, activated('start'), left('start', 'out'), activated('draft'), running('draft'))),
      ).byId,
    ).toBe(second.byId)
  })

  it('tell how many edges of a join have delivered', () => {
    const views = viewDeriver()(inputOf(stateAfter(started, activated('start'), left('start', 'out'))))
    expect([views.byId.get('both')?.glyph, views.byId.get('both')?.note]).toEqual(['waiting', '1 of 2'])
    expect(views.byId.get('draft')?.glyph).toBe('idle')
  })

  it('forget what an earlier pass of a loop left', () => {
    const views = viewDeriver()(
      inputOf(
        stateAfter(
          started,
          activated('draft'),
          left('draft', 'out'),
          activated('ok'),
          left('ok', 'no'),
          activated('draft', 1),
          running('draft', 1),
        ),
      ),
    )
    expect(views.byId.get('draft')?.glyph).toBe('running')
    expect(views.byId.get('ok')?.glyph).toBe('idle')
    expect(views.states.has('ok')).toBe(false)
  })

  it('show a running node as streaming from its first text on, ahead of the log', () => {
    const run = stateAfter(started, activated('draft'), running('draft'))
    expect(viewDeriver()({ ...inputOf(run), live: new Set(['draft/0/1']) }).byId.get('draft')?.glyph).toBe('streaming')
  })

  it('say of a node that was skipped what the one before it did', () => {
    const skipped: ToldEvent = { type: 'node.skipped', nodeId: 'ok', data: { reason: 'As the engine says it.' } }
    const failed: ToldEvent = {
      type: 'node.failed',
      nodeId: 'draft',
      data: { code: 'model.refused', message: 'No.', output: {}, port: 'error' },
    }
    const wordsAfter = (...events: readonly ToldEvent[]) => {
      const { byId } = viewDeriver()(inputOf(stateAfter(started, activated('draft'), ...events, skipped)))
      return byId.get('ok')?.face.text
    }
    expect([wordsAfter(left('draft', 'interrupted')), wordsAfter(running('draft'), failed)]).toEqual([
      'Its only edge is dead: Draft left by interrupted.',
      'Its only edge is dead: Draft failed.',
    ])
  })

  it('show what a stopped run was doing as interrupted', () => {
    const views = viewDeriver()(
      inputOf(
        stateAfter(started, activated('draft'), running('draft'), { type: 'run.interrupted', data: { receipt: [] } }),
      ),
    )
    expect(views.byId.get('draft')?.glyph).toBe('interrupted')
  })
})
