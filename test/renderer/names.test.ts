import { describe, expect, it } from 'vitest'
import { nameProblem, namesakeWords, typedName, typedTitle } from '#renderer/files/name-problem.ts'
import type { WorkflowSummary } from '#shared/ipc/views/workflow-views.ts'

const kept = (source: WorkflowSummary['source'], name: string): WorkflowSummary => ({
  ref: `${source}:${name}`,
  source,
  name,
  title: '',
  description: '',
  parameters: [],
  trusted: true,
  shadowed: false,
  problems: [],
})

describe('a name that another command has elsewhere', () => {
  const list = [kept('bundled', 'hello'), kept('user', 'notes'), kept('workspace', 'triage')]

  it('may be had, with a word on which of the two runs', () => {
    expect([nameProblem('hello', 'user', list), namesakeWords('hello', 'user', list)]).toEqual([
      undefined,
      'It runs instead of the bundled /hello, which stays as it is.',
    ])
    expect(namesakeWords('notes', 'workspace', list)).toBe(
      'In this folder it runs instead of your own /notes, which stays as it is.',
    )
    expect(namesakeWords('triage', 'user', list)).toBe(
      'In this folder the /triage of its .slashflow runs, not this one.',
    )
  })

  it('needs no word where there is none, or where it is the command itself that moves', () => {
    expect([namesakeWords('fresh', 'user', list), namesakeWords('notes', 'user', list)]).toEqual([undefined, undefined])
    expect(namesakeWords('triage', 'user', list, 'workspace:triage')).toBeUndefined()
  })
})

describe('the name of a command as a person types it', () => {
  it('takes words, and keeps them as the title', () => {
    expect(typedName('Release notes')).toBe('release-notes')
    expect(typedTitle(' Release notes ')).toBe('Release notes')
    expect(nameProblem(typedName('Weekly_Report 2'), 'user', [])).toBeUndefined()
  })

  it('takes a name as it is, with its slash or without, and makes no title of it', () => {
    expect([typedName('/release-notes'), typedTitle('/release-notes')]).toEqual(['release-notes', undefined])
    expect(typedTitle('release-notes')).toBeUndefined()
  })
})
