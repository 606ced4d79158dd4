/** Effects that happen unasked are told, with an approval to put before them. */
import { describe, expect, it } from 'vitest'
import { checkWorkflow } from '#shared/workflow/checks.ts'
import { applyFix } from '#shared/workflow/fix.ts'
import { errorsOf } from '#shared/workflow/problem.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { asks, shell, step, workflow } from './checked.ts'
import { catalog, checkOptions } from './small-catalog.ts'

const check = (given: Workflow) => checkWorkflow(given, catalog, checkOptions)

describe('an effect that nobody is asked about', () => {
  const unasked = (nodes: Parameters<typeof workflow>[0], graph: string) =>
    check(workflow(nodes, graph))
      .filter(({ code }) => code === 'node.unasked-effect')
      .map(({ nodeId }) => nodeId)
  const push = shell('push', { approve: 'never' })

  it('is hinted at where some way leads past the approval', () => {
    expect(unasked([asks('ok'), push], 'start>ok ok.rejected>push')).toEqual(['push'])
    expect(unasked([asks('ok'), push], 'start>ok ok.approved>push')).toEqual([])
  })

  it('never keeps a run from starting', () => {
    expect(errorsOf(check(workflow([push], 'start>push')))).toEqual([])
  })

  it('gets its approval in its place, with an end for a no: what stands right of it makes room, and nothing is left to tell', () => {
    const layout: Workflow['layout'] = {
      start: [0, 0],
      push: { at: [220, 40], color: 'red' },
      tell: [440, 40],
      other: [160, 200],
    }
    const before = workflow([push, step('tell'), step('other')], 'start>push push>tell start>other', { layout })
    const problem = check(before).find(({ code }) => code === 'node.unasked-effect')
    const fix = problem?.fixes?.find(({ label }) => label === 'Add an approval before it')
    const after = fix && applyFix(before, fix)

    expect(after?.layout).toEqual({
      start: [0, 0],
      approve: [220, 40],
      refused: [492, 160],
      push: { at: [492, 40], color: 'red' },
      tell: [712, 40],
      other: [160, 200],
    })
    expect(after && check(after).map(({ code }) => code)).toEqual([])
  })

  it('may be a file, where it is written and not where it is read', () => {
    const file = (action: string) => step('note', { kind: 'file', approve: 'never', config: { action, path: 'a.md' } })
    expect(unasked([file('write')], 'start>note')).toEqual(['note'])
    expect(unasked([file('read')], 'start>note')).toEqual([])
  })
})
