import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { sidesOf } from '#main/calls/sides-of-file.ts'
import { createProcessService } from '#main/services/processes/process-port.ts'
import { systemClock } from '#main/services/system/system-clock.ts'
import { createWorkspaceService } from '#main/services/workspace/workspace.ts'
import type { WorkflowDocument } from '#shared/ipc/views/workflow-views.ts'
import { mergeWorkflows } from '#shared/workflow/merge.ts'
import { GitRepository } from '#test/support/git-repository.ts'

const FILE = '.slashflow/both.flow.json'
const workspaces = createWorkspaceService({
  process: createProcessService({ clock: systemClock, env: process.env }),
  clock: systemClock,
})

interface Said {
  readonly value: string
  readonly nodes?: readonly string[]
}

/** One node a line, as files are saved. */
function flow({ value, nodes = ['old', 'new'] }: Said): string {
  const lines = nodes.map((id) => `    { "id": "${id}", "kind": "transform", "config": { "value": "${value}" } }`)
  return `{\n  "format": "slashflow/1",\n  "name": "both",\n  "nodes": [\n${lines.join(',\n')}\n  ],\n  "edges": []\n}\n`
}

const repositories: GitRepository[] = []
afterEach(() => {
  for (const repository of repositories.splice(0)) repository.remove()
})

/** Both branches changed the file that `begin` says, and git could not merge it. */
function inConflict(begin: Said, ours: Said, theirs: Said): GitRepository {
  const repository = GitRepository.unchanged()
  repositories.push(repository)
  repository.commit('Begin', { [FILE]: flow(begin) })
  repository.git('switch', '--quiet', '--create', 'other')
  repository.commit('Theirs', { [FILE]: flow(theirs) })
  repository.git('switch', '--quiet', 'change')
  repository.commit('Ours', { [FILE]: flow(ours) })
  expect(() => repository.git('merge', '--quiet', 'other')).toThrow()
  return repository
}

const sidesIn = (repository: GitRepository) =>
  sidesOf({ text: repository.read(FILE), hash: 'h' } as WorkflowDocument, (stage) =>
    workspaces.staged(join(repository.folder, FILE), stage),
  )

describe('a file in which git left a conflict', () => {
  it('gives both versions and what they come from, so that a node which one side removed stays removed', async () => {
    const repository = inConflict({ value: '1' }, { value: '2' }, { value: '3', nodes: ['new'] })

    const sides = await sidesIn(repository)

    expect(sides).toMatchObject({ hash: 'h', ours: { label: 'HEAD' }, theirs: { label: 'other' } })
    if (!sides?.base) throw new Error('git said no base')
    const { conflicts } = mergeWorkflows(sides.base, sides.ours.workflow, sides.theirs.workflow)
    expect(conflicts.map(({ key, field }) => `${key} ${field}`)).toEqual(['old ', 'new config.value'])
  })

  it('takes a side from git where the lines of the file give none', async () => {
    const repository = inConflict({ value: '1' }, { value: '2' }, { value: '3' })
    repository.write(FILE, repository.read(FILE).replace(/(>{7} other\n)/, '$1  nonsense\n'))

    expect(await sidesIn(repository)).toMatchObject({ ours: { workflow: { name: 'both' } }, base: { name: 'both' } })
  })

  it('gives nothing where neither can say what a side was', async () => {
    const repository = inConflict({ value: '1' }, { value: '2' }, { value: '3' })
    repository.write(FILE, repository.read(FILE).replace(/(>{7} other\n)/, '$1  nonsense\n'))
    repository.git('add', '--all')

    expect(await sidesIn(repository)).toBeNull()
  })
})
