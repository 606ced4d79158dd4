import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { KindDriver, type KindDriverOptions } from './support/kind-driver.ts'

let driver: KindDriver | undefined
afterEach(() => driver?.close())

type Config = Parameters<KindDriver['run']>[0]['config']

async function shell(config: Config, options: KindDriverOptions = {}, files: Parameters<KindDriver['lay']>[0] = {}) {
  driver = await KindDriver.create(options)
  driver.lay(files)
  return await driver.run({ kind: 'shell', config, approve: 'never' })
}

const node = (script: string, more: Config = {}): Config => ({ command: 'node', args: ['-e', script], ...more })

function git(folder: string, ...args: readonly string[]): void {
  execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], {
    cwd: folder,
    stdio: 'ignore',
  })
}

describe('a program', () => {
  it('is asked about first, with what will run', async () => {
    driver = await KindDriver.create()
    const ending = await driver.run(
      { kind: 'shell', config: { command: 'git', args: ['commit', '-m', 'two words'] } },
      { decide: { decision: 'rejected', feedback: 'No' } },
    )

    expect(ending).toMatchObject({
      leavesBy: 'error',
      errorCode: 'effect.rejected',
      errorMessage: expect.stringContaining('No'),
    })
  })

  it('fails with its name, its code and its last words', async () => {
    expect(await shell(node('console.log("out"); console.error("Cannot\\nconnect"); process.exit(7)'))).toMatchObject({
      leavesBy: 'error',
      errorCode: 'process.exit',
      errorMessage: 'node exited with code 7: Cannot\nconnect',
      detail: { exitCode: 7, signal: null, stdout: 'out\n', stderr: 'Cannot\nconnect\n' },
      streamed: { stdout: 'out\n', stderr: 'Cannot\nconnect\n' },
    })
  })

  it('that a signal ended says which', async () => {
    expect(await shell(node('process.kill(process.pid, "SIGKILL")'))).toMatchObject({
      errorCode: 'process.killed',
      errorMessage: 'node was ended by SIGKILL and wrote nothing.',
    })
  })

  it('may write what is not UTF-8: the text shows where, the exact bytes are kept', async () => {
    const bytes = Buffer.concat([Buffer.from('Gr'), Buffer.from([0xfc]), Buffer.from('n\n')])
    const ending = await shell(
      node('require("fs").createReadStream("latin1.txt").pipe(process.stdout)'),
      {},
      { 'latin1.txt': bytes },
    )

    expect(ending).toMatchObject({
      leavesBy: 'out',
      output: { stdout: 'Gr\uFFFDn\n', exitCode: 0, stdoutBase64: bytes.toString('base64') },
      notices: [
        {
          code: 'text.not-utf8',
          message: 'The output is not UTF-8 in one place, first at byte 2 (line 1): shown as �.',
        },
      ],
    })
  })

  it('reads secrets from its environment, and shows none of them', async () => {
    const ending = await shell(
      node('console.log(process.env.TOKEN, process.env.TOKEN.length)', { env: { TOKEN: '{{ secrets.KEY }}' } }),
      {
        secrets: { KEY: 'tell-nobody' },
      },
    )

    expect(ending).toMatchObject({ output: { stdout: '[KEY] 11\n' }, streamed: { stdout: '[KEY] 11\n' } })
  })

  it('runs in a folder of the workspace', async () => {
    const ending = await shell(
      node('console.log(require("fs").readdirSync(".").join())', { cwd: 'docs' }),
      {},
      { 'docs/a.md': '' },
    )

    expect(ending.output).toMatchObject({ stdout: 'a.md\n' })
  })

  it('never runs outside of it', async () => {
    expect(await shell(node('', { cwd: '../..' }))).toMatchObject({ errorCode: 'file.outside-workspace' })
  })

  it('never runs outside of it by way of a link', async () => {
    driver = await KindDriver.create()
    symlinkSync(tmpdir(), join(driver.workspace, 'link'))
    const ending = await driver.run({ kind: 'shell', config: node('', { cwd: 'link' }), approve: 'never' })
    expect(ending).toMatchObject({ errorCode: 'file.outside-workspace' })
  })

  it('needs a workspace', async () => {
    expect(await shell(node(''), { workspace: '' })).toMatchObject({
      errorCode: 'workspace.missing',
      errorMessage: 'node needs a folder to work in, and this run has none. Choose a workspace and run it again.',
    })
  })

  it('says that the workspace is gone', async () => {
    const gone = mkdtempSync(join(tmpdir(), 'slashflow-gone-'))
    rmSync(gone, { recursive: true })

    expect(await shell(node(''), { workspace: gone })).toMatchObject({
      errorCode: 'process.no-folder',
      errorMessage: expect.stringContaining(gone),
    })
  })
})

describe('git', () => {
  it('says that the workspace is no repository', async () => {
    const ending = await shell({ command: 'git', args: ['diff', 'main...HEAD', '--'] })

    expect(ending.errorMessage).toMatch(
      /^git diff exited with code 12\d: .* is not a git repository\. Choose the folder of a repository as the workspace/,
    )
  })

  it.each([
    ['with the end of the revisions', ['diff', 'nope...HEAD', '--']],
    ['without it', ['diff', 'nope...HEAD']],
  ])('names a base that does not exist, %s', async (_, args) => {
    driver = await KindDriver.create()
    git(driver.workspace, 'init', '-b', 'main')
    git(driver.workspace, 'commit', '--allow-empty', '-m', 'First')
    const ending = await driver.run({ kind: 'shell', config: { command: 'git', args }, approve: 'never' })

    expect(ending.errorMessage).toBe(
      `git diff exited with code 128: there is no branch, tag or commit called nope in ${driver.workspace}. See which there are with git branch -a.`,
    )
  })

  it('says that a repository has no commit yet', async () => {
    driver = await KindDriver.create()
    git(driver.workspace, 'init', '-b', 'main')
    const ending = await driver.run({
      kind: 'shell',
      config: { command: 'git', args: ['diff', 'HEAD', '--'] },
      approve: 'never',
    })

    expect(ending.errorMessage).toMatch(/has no commit yet\. Commit something first\.$/)
  })
})
