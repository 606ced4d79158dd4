import { describe, expect, it } from 'vitest'
import { exitMessage } from '#main/nodes/shell/exit-message.ts'
import { gitMessage } from '#main/nodes/shell/git-messages.ts'

describe('what git says', () => {
  it.each([
    [
      'fatal: not a git repository (or any of the parent directories): .git',
      '/w is not a git repository. Choose the folder of a repository as the workspace, or make it one with git init.',
    ],
    [
      "error: Could not access 'main...HEAD'",
      '/w is not a git repository. Choose the folder of a repository as the workspace, or make it one with git init.',
    ],
    [
      "fatal: bad revision 'nope...HEAD'",
      'there is no branch, tag or commit called nope in /w. See which there are with git branch -a.',
    ],
    [
      "fatal: ambiguous argument 'HEAD': unknown revision or path not in the working tree.",
      'the repository in /w has no commit yet. Commit something first.',
    ],
    [
      'fatal: main...HEAD: no merge base',
      'main and HEAD have no commit in common, so there is nothing to compare from. Choose another base.',
    ],
    ['error: pathspec did not match', null],
  ])('%s', (stderr, said) => {
    expect(gitMessage(stderr, '/w')).toBe(said)
  })
})

describe('what git says of a value that the command was called with', () => {
  const given = { workflow: 'pr-review', args: { depth: 'quick', base: 'main' } }

  it.each([
    [
      "fatal: bad revision 'main...HEAD'",
      'there is no branch, tag or commit called main in /w. /pr-review has it from its parameter base: run it again with another, as in base=NAME. git branch -a lists what there is.',
    ],
    [
      'fatal: main...HEAD: no merge base',
      'main and HEAD have no commit in common, so there is nothing to compare from. /pr-review has it from its parameter base: run it again with another, as in base=NAME. git branch -a lists what there is.',
    ],
    [
      "fatal: bad revision 'other...HEAD'",
      'there is no branch, tag or commit called other in /w. See which there are with git branch -a.',
    ],
  ])('%s', (stderr, said) => {
    expect(gitMessage(stderr, '/w', given)).toBe(said)
  })
})

describe('a program that failed', () => {
  const failed = { command: 'npm', args: ['test'], cwd: '/w', exitCode: 1, signal: null, stdout: '', stderr: '' }

  it('is named with its code and its last words', () => {
    expect(exitMessage({ ...failed, stderr: 'one\ntwo\nthree\n\nfour\n' })).toBe(
      'npm test exited with code 1: two\nthree\nfour',
    )
  })

  it('is quoted from where it names what is wrong, though it says more after it', () => {
    const stderr =
      "Pushing\nfatal: 'nowhere' is no repository\nfatal: Could not read it.\n\nCheck your rights\nand its name."
    expect(exitMessage({ ...failed, stderr })).toBe(
      "npm test exited with code 1: fatal: 'nowhere' is no repository\nfatal: Could not read it.\nCheck your rights\nand its name.",
    )
  })

  it('is quoted from its output where it wrote no errors', () => {
    expect(exitMessage({ ...failed, stdout: '2 tests failed\n' })).toBe('npm test exited with code 1: 2 tests failed')
  })

  it('may have been ended by a signal', () => {
    expect(exitMessage({ ...failed, exitCode: null, signal: 'SIGKILL' })).toBe(
      'npm test was ended by SIGKILL and wrote nothing.',
    )
  })
})
