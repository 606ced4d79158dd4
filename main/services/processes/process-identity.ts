/**
 * When the system started a process, as an opaque text. With the pid it names one process for good: a pid alone is
 * given to another process later, and after a reboot even the ticks of Linux begin anew, so the boot is part of it.
 */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Null: there is no such process, or the system does not say. */
export async function startOf(pid: number): Promise<string | null> {
  switch (process.platform) {
    case 'linux':
      return linuxStart(pid)
    case 'win32':
      return said('powershell', ['-NoProfile', '-Command', `(Get-Process -Id ${pid}).StartTime.ToFileTimeUtc()`])
    default:
      return said('ps', ['-o', 'lstart=', '-p', String(pid)])
  }
}

interface LinuxProcess {
  readonly state: string
  readonly group: number
  readonly startTicks: string
}

/** Null where there is no such process. */
export function linuxProcess(pid: number | string): LinuxProcess | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name, in parentheses, may hold blanks and parentheses itself; fields are counted behind it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { state: fields[0] ?? '', group: Number(fields[2]), startTicks: fields[19] ?? '' }
  } catch {
    return null
  }
}

function linuxStart(pid: number): string | null {
  const found = linuxProcess(pid)
  return found && `${bootId()}/${found.startTicks}`
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return 'unknown-boot' // some sandboxes hide it
  }
}

function said(program: string, args: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(program, args, { windowsHide: true, timeout: 5_000 }, (error, stdout) => {
      const text = stdout.trim()
      resolve(error || text === '' ? null : text)
    })
  })
}
