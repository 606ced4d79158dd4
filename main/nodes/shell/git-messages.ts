/** What git says in its own words, said so that a person knows what to do. */

import type { Json } from '#shared/json.ts'

/** `LANGUAGE` keeps the messages in the words that this file knows; nobody could answer a password prompt. */
export const GIT_ENVIRONMENT: Readonly<Record<string, string>> = { LANGUAGE: 'en', GIT_TERMINAL_PROMPT: '0' }

export function isGit(command: string): boolean {
  return /(?:^|[\\/])git(?:\.exe)?$/i.test(command)
}

/** What a command was called with. */
export interface GivenArguments {
  readonly workflow: string
  readonly args: Readonly<Record<string, Json>>
}

/** A sentence in place of git's own, or null where git's own is as good. */
export function gitMessage(stderr: string, folder: string, given?: GivenArguments): string | null {
  // Outside of a repository `git diff` compares two paths instead, and complains of those.
  if (/not a git repository|^error: Could not access '/im.test(stderr)) {
    return `${folder} is not a git repository. Choose the folder of a repository as the workspace, or make it one with git init.`
  }
  const merge = /fatal: (\S+?)\.\.\.(\S+): no merge base/.exec(stderr)
  if (merge)
    return `${merge[1]} and ${merge[2]} have no commit in common, so there is nothing to compare from. ${wayOut(merge[1] ?? '', given) ?? 'Choose another base.'}`
  const revision = unknownRevision(stderr)
  if (revision === null) return null
  const missing = missingName(revision)
  if (missing === 'HEAD') return `the repository in ${folder} has no commit yet. Commit something first.`
  return `there is no branch, tag or commit called ${missing} in ${folder}. ${wayOut(missing, given) ?? 'See which there are with git branch -a.'}`
}

/** Names the parameter that the name came by, if any did. */
function wayOut(name: string, given: GivenArguments | undefined): string | undefined {
  const [parameter] = Object.entries(given?.args ?? {}).find(([, value]) => value === name) ?? []
  if (!given || parameter === undefined) return undefined
  return `/${given.workflow} has it from its parameter ${parameter}: run it again with another, as in ${parameter}=NAME. git branch -a lists what there is.`
}

function unknownRevision(stderr: string): string | null {
  const found =
    /ambiguous argument '([^']+)': unknown revision/.exec(stderr) ??
    /bad revision '([^']+)'/.exec(stderr) ??
    /Invalid revision range (\S+)/i.exec(stderr)
  return found?.[1] ?? null
}

/** Of a range `base...HEAD` the side that is not HEAD; git does not say which side it does not know. */
function missingName(revision: string): string {
  const sides = revision.split(/\.{2,3}/).filter((side) => side !== '')
  return sides.find((side) => side !== 'HEAD') ?? 'HEAD'
}
