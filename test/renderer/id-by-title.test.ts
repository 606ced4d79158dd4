import { describe, expect, it } from 'vitest'
import { idByTitle, type Known } from '#renderer/canvas/edit/id-by-title.ts'
import { FORMAT, type Workflow, type WorkflowNode } from '#shared/workflow/workflow.ts'

const FRESH: Known = { saved: undefined, ran: false, before: undefined }
const shell = (title?: string, id = 'shell'): WorkflowNode => ({
  id,
  kind: 'shell',
  ...(title !== undefined && { title }),
})
const workflow = (...nodes: WorkflowNode[]): Workflow => ({ format: FORMAT, name: 'notes', nodes, edges: [] })
const named = (node: WorkflowNode, known: Partial<Known> = {}, ...others: WorkflowNode[]) =>
  idByTitle(workflow(node, ...others), node, { ...FRESH, ...known })

describe('The id of a node that was just named', () => {
  it('is its title', () => {
    expect(named(shell('Commits since'))).toBe('commits_since')
    expect(named(shell('Any?', 'shell_2'))).toBe('any')
  })

  it('is none that another node has, and no word of the expression language', () => {
    expect(named(shell('Log'), {}, shell(undefined, 'log'))).toBe('log_2')
    expect(named(shell('And'))).toBe('and_2')
  })

  it('goes on with the title while that is changed', () => {
    expect(named(shell('Git log', 'log'), { before: 'Log' })).toBe('git_log')
  })

  it('stays where a person chose it, where the file has it, and where it has run', () => {
    expect(named(shell('Log', 'mine'))).toBeUndefined()
    expect(named(shell('Log'), { saved: workflow(shell()) })).toBeUndefined()
    expect(named(shell('Log'), { ran: true })).toBeUndefined()
  })

  it('stays where the title is taken away or has no letter that an id may have', () => {
    expect(named(shell())).toBeUndefined()
    expect(named(shell('発行'))).toBeUndefined()
  })
})
