/**
 * A process and everything it started: on POSIX systems the group whose id is the leader's pid, on Windows the tree below it.
 * A group is gone when no member runs any more; members that are dead but not yet collected by their parent do not count
 * (in containers nobody may ever collect them).
 */
import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { Clock } from '#main/engine/ports/clock.ts'
import { errorCode } from '#shared/error-code.ts'
import { linuxProcess } from './process-identity.ts'

const SHORTEST_LOOK_MS = 2
const LONGEST_LOOK_MS = 40

export type GroupEnd = 'gone' | 'ended' | 'killed'

/** Asks the group to end, and kills it after the grace. Resolves when it is gone, with what was needed. */
export async function endGroup(leader: number, clock: Clock, graceMs: number): Promise<GroupEnd> {
  if (!groupLives(leader)) return 'gone'
  askToEnd(leader)
  let killed = false
  const cancelTimer = clock.setTimer(clock.now() + graceMs, () => {
    killed = true
    kill(leader)
  })
  try {
    // The system tells nobody when a whole group is gone, so it is looked at, at once and then less and less often.
    for (let ms = SHORTEST_LOOK_MS; groupLives(leader); ms = Math.min(ms * 1.5, LONGEST_LOOK_MS)) {
      await pause(ms)
      if (killed) kill(leader) // a member may have forked between the signal and its own death
    }
  } finally {
    cancelTimer()
  }
  return killed ? 'killed' : 'ended'
}

export function groupLives(leader: number): boolean {
  if (process.platform === 'win32') return signalled(leader, 0)
  if (!signalled(-leader, 0)) return false
  return process.platform !== 'linux' || linuxMembersLive(leader)
}

function linuxMembersLive(group: number): boolean {
  return readdirSync('/proc').some((name) => {
    if (!/^\d+$/.test(name)) return false
    const member = linuxProcess(name)
    return member?.group === group && member.state !== 'Z' && member.state !== 'X'
  })
}

function askToEnd(leader: number): void {
  if (process.platform === 'win32') taskkill(leader, false)
  else signalled(-leader, 'SIGTERM')
}

function kill(leader: number): void {
  if (process.platform === 'win32') taskkill(leader, true)
  else signalled(-leader, 'SIGKILL')
}

function signalled(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal)
    return true
  } catch (error) {
    return errorCode(error) === 'EPERM' // it lives, but is another user's by now
  }
}

function taskkill(leader: number, force: boolean): void {
  execFile('taskkill', ['/PID', String(leader), '/T', ...(force ? ['/F'] : [])], { windowsHide: true }, () => {})
}
