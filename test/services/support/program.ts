/** Runs a real program through the process port and keeps everything it told. */
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import type { ProcessPort, ProcessRequest, ProcessResult } from '#main/engine/ports/process.ts'

export interface Program {
  readonly result: Promise<ProcessResult>
  readonly told: readonly string[]
  readonly abort: AbortController
  readonly stdout: () => string
  /** Resolves with the pid once standard output holds the text. */
  wrote(text: string): Promise<number>
}

export function program(
  port: ProcessPort,
  command: string,
  args: readonly string[],
  more: Partial<ProcessRequest> = {},
): Program {
  const abort = new AbortController()
  const told: string[] = []
  const waiting: { readonly text: string; readonly resolve: (pid: number) => void }[] = []
  let stdout = ''
  let leader = 0
  const result = port.run(
    { command, args, cwd: tmpdir(), env: {}, stdin: undefined, ...more },
    {
      started: (pid, startedAt) => {
        leader = pid
        told.push(startedAt === '' ? 'started without a time' : 'started')
      },
      output: (channel, text) => {
        if (channel === 'stdout') stdout += text
        told.push(channel)
        for (const entry of waiting) if (stdout.includes(entry.text)) entry.resolve(leader)
      },
      ended: (_, exitCode, signal) => told.push(`ended ${signal ?? exitCode}`),
    },
    abort.signal,
    (how) => told.push(how),
  )
  result.catch(() => {}) // looked at later
  const wrote = (text: string): Promise<number> =>
    stdout.includes(text) ? Promise.resolve(leader) : new Promise((resolve) => waiting.push({ text, resolve }))
  return { result, told, abort, stdout: () => stdout, wrote }
}

/** One that has ended and waits to be collected by its parent does not live. */
export function lives(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return process.platform !== 'linux' || !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}
