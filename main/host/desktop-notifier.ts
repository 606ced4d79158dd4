/** Desktop notifications from a process without a window: by the system's own program, where there is one. */
import { execFile } from 'node:child_process'
import type { Notification, NotifierPort } from '../engine/ports/notifier.ts'

const GIVE_UP_MS = 3_000 // A notification service that hangs must not hold the node.

/** `platform` as `process.platform`. */
export function desktopNotifier(platform: string): NotifierPort {
  return {
    notify(notification) {
      const program = programFor(platform, notification)
      if (!program)
        return Promise.resolve({ delivered: false, reason: 'Notifications need the desktop app on this system' })
      return deliver(program)
    },
  }
}

interface Program {
  readonly command: string
  readonly args: readonly string[]
}

function programFor(platform: string, { title, body }: Notification): Program | undefined {
  // The texts are arguments, never part of a script or an option.
  if (platform === 'linux') return { command: 'notify-send', args: ['--app-name=Slashflow', '--', title, body] }
  if (platform !== 'darwin') return undefined
  const script = 'on run argv\ndisplay notification (item 2 of argv) with title (item 1 of argv)\nend run'
  return { command: 'osascript', args: ['-e', script, title, body] }
}

function deliver({ command, args }: Program): Promise<{ delivered: boolean; reason?: string }> {
  return new Promise((settle) => {
    execFile(command, [...args], { timeout: GIVE_UP_MS }, (error, _stdout, stderr) => {
      if (!error) return settle({ delivered: true })
      if (error.code === 'ENOENT') return settle({ delivered: false, reason: `${command} is not installed` })
      settle({ delivered: false, reason: stderr.trim().split('\n')[0] || `${command} failed` })
    })
  })
}
