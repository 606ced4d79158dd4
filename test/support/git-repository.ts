/** Real repositories with a `main` and a changed branch, which is checked out: what /pr-review is for. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

type Files = Readonly<Record<string, string | Uint8Array>>

const BASE: Files = {
  'README.md': '# Till\n\nAdds up what is bought.\n',
  'src/price.ts': 'export const price = (cents: number): string => (cents / 100).toFixed(2)\n',
  'src/total.ts': 'export const total = (cents: readonly number[]): number => cents.reduce((a, b) => a + b, 0)\n',
}

const CHANGED: Files = {
  'src/price.ts': "export const price = (cents: number): string => cents / 100 + ' €'\n",
  'src/discount.ts': 'export const discount = (cents: number, percent: number): number => cents * percent\n',
}

export class GitRepository {
  readonly folder: string

  private constructor(folder: string) {
    this.folder = folder
  }

  /** The branch `change` differs from `main` by two files. */
  static changed(changes: Files = CHANGED): GitRepository {
    const repository = GitRepository.unchanged()
    repository.commit('Change the prices', changes)
    return repository
  }

  /** The branch `change` is where `main` is. */
  static unchanged(): GitRepository {
    const repository = new GitRepository(realpathSync(mkdtempSync(join(tmpdir(), 'slashflow-repository-'))))
    repository.git('init', '--quiet', '--initial-branch=main')
    repository.commit('Begin', BASE)
    repository.git('switch', '--quiet', '--create', 'change')
    return repository
  }

  /** Its diff is at least this many bytes long. */
  static withDiffOf(bytes: number): GitRepository {
    const line = 'a line that somebody generated and committed by accident, as it happens\n'
    return GitRepository.changed({ 'generated.txt': line.repeat(Math.ceil(bytes / line.length)) })
  }

  /** Its diff has bytes that are no UTF-8: Latin-1 text, which git takes for text. */
  static withLatin1(): GitRepository {
    return GitRepository.changed({ 'strasse.txt': Buffer.from('Stra\u00dfe und B\u00e4ume\n', 'latin1') })
  }

  git(...args: readonly string[]): string {
    const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', '-c', 'commit.gpgsign=false']
    // Neither the person's own settings nor the repository that the tests lie in.
    const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' }
    return execFileSync('git', [...identity, ...args], { cwd: this.folder, env, encoding: 'utf8' })
  }

  commit(message: string, files: Files): void {
    for (const [path, content] of Object.entries(files)) this.write(path, content)
    this.git('add', '--all')
    this.git('commit', '--quiet', '--message', message)
  }

  write(path: string, content: string | Uint8Array): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true })
    writeFileSync(join(this.folder, path), content)
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8')
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 10 })
  }
}
