/** Folders, repositories and diffs that are not as /pr-review would have them. */
import { mkdirSync, mkdtempSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished } from 'vitest'
import { GitRepository } from '#test/support/git-repository.ts'
import { promptOf } from '#test/support/model-server.ts'
import { type CommandLine, it, removeFolder } from './command-line.ts'

const REVIEW = ['run', 'pr-review', 'base=main', '--json', '--approve', 'all']

async function failure(
  slashflow: CommandLine,
  words: readonly string[],
  choices: Parameters<CommandLine['start']>[1] = {},
) {
  const run = slashflow.start(words, choices)
  const { code } = await run.exit
  const failed = await run.event('run.failed')
  return { code, nodeId: failed.data.nodeId, error: failed.data.code, message: failed.data.message }
}

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'slashflow-empty-'))
  onTestFinished(() => removeFolder(folder))
  return folder
}

/** A folder on the PATH with these programs and no other. */
function pathWith(...programs: readonly string[]): string {
  const folder = emptyFolder()
  for (const program of programs) symlinkSync(program, join(folder, program.split('/').at(-1) ?? program))
  return folder
}

function disposed(repository: GitRepository): GitRepository {
  onTestFinished(() => repository.remove())
  return repository
}

describe('a workspace', () => {
  it('that is no git repository is said to be none', async ({ slashflow }) => {
    expect(await failure(slashflow, REVIEW, { cwd: emptyFolder() })).toMatchObject({
      code: 1,
      nodeId: 'diff',
      error: 'process.exit',
      message: expect.stringContaining('is not a git repository. Choose the folder of a repository'),
    })
  })

  it('that is gone is said to be gone', async ({ slashflow, home }) => {
    const gone = join(home.folder, 'gone')
    const { code, stderr, stdout } = await slashflow.run(['run', 'pr-review', '--cwd', gone])
    expect(code).not.toBe(0)
    expect(stderr + stdout).toContain(gone)
    expect(stderr + stdout).toMatch(/not there|gone|does not exist|no folder/i)
  })

  it('without git on the machine is told to install it', async ({ slashflow }) => {
    expect(await failure(slashflow, REVIEW, { env: { PATH: pathWith(process.execPath) } })).toMatchObject({
      code: 1,
      nodeId: 'diff',
      error: 'process.not-found',
      message: expect.stringMatching(/git.*install/is),
    })
  })

  it('whose base branch does not exist names it', async ({ slashflow }) => {
    expect(await failure(slashflow, ['run', 'pr-review', 'base=mian', '--json'])).toMatchObject({
      code: 1,
      nodeId: 'diff',
      error: 'process.exit',
      message: expect.stringContaining('there is no branch, tag or commit called mian'),
    })
  })
})

describe('a diff', () => {
  it('of 20 MB is cut to what the model takes, with a visible note', async ({ slashflow, model }) => {
    const repository = disposed(GitRepository.withDiffOf(20_000_000))
    const run = slashflow.start(REVIEW, { cwd: repository.folder })

    expect((await run.exit).code).toBe(0)
    const noticed = await run.event('node.noticed', 'review')
    expect(noticed.data).toMatchObject({ code: 'model.cut', message: expect.stringMatching(/cut|left out/i) })
    const { data } = await run.event('node.completed', 'diff')
    expect(data.output).toMatchObject({ stdout: { $blob: expect.any(String), of: 'string' } })
    const [asked] = model.requests
    expect(asked && promptOf(asked).length).toBeLessThan(200_000)
    const text = await slashflow.run(['show', run.runId])
    expect(text.stdout).toContain(noticed.data.message.slice(0, 30))
  })

  it('that is not UTF-8 is reviewed, with a note of what was replaced', async ({ slashflow, model }) => {
    const repository = disposed(GitRepository.withLatin1())
    const run = slashflow.start(REVIEW, { cwd: repository.folder })

    expect((await run.exit).code).toBe(0)
    expect((await run.event('node.noticed', 'diff')).data.code).toBe('text.not-utf8')
    expect(model.requests[0] && promptOf(model.requests[0])).toContain('Stra\ufffde und B\ufffdume')
  })

  it('that is empty needs no model and no approval', async ({ slashflow, model }) => {
    const repository = disposed(GitRepository.unchanged())
    const run = slashflow.start(['run', 'pr-review', '--json'], { cwd: repository.folder })

    expect((await run.exit).code).toBe(0)
    expect((await run.event('run.succeeded')).data.result).toMatchObject({ body: 'No changes against main' })
    expect(model.requests).toEqual([])
  })
})

describe('a file of the workspace', () => {
  it('that leads outside of it is not written', async ({ slashflow, repository, home }) => {
    mkdirSync(join(home.folder, 'outside'))
    symlinkSync(join(home.folder, 'outside', 'review.md'), join(repository.folder, 'review.md'))

    expect(await failure(slashflow, REVIEW)).toMatchObject({ code: 1, nodeId: 'save', error: 'file.outside-workspace' })
    expect(home.has('outside/review.md')).toBe(false)
  })
})
