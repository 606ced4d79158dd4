/**
 * Programs, each with a process group of its own, so that one call can end whatever it started.
 *
 *   P1. `run` settles only when the whole group is gone, whether it ended by itself, was stopped, or wrote too much.
 *   P2. Members that outlive their leader are ended: nothing goes on behind a node that has finished.
 *   P3. `started` is told before any output, `ended` when the group is gone, so the log always knows what may still live.
 *
 * By node:child_process and not by execa: execa ends the leader only, and the group is the point here.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { statSync } from 'node:fs'
import { NodeError } from '#main/engine/node-error.ts'
import type { Clock } from '#main/engine/ports/clock.ts'
import type { ProcessCallbacks, ProcessPort, ProcessRequest, ProcessResult } from '#main/engine/ports/process.ts'
import { collectOutput } from './output-collector.ts'
import { endGroup } from './process-group.ts'
import { startOf } from './process-identity.ts'
import { spawnError } from './spawn-error.ts'

const GRACE_MS = 2_000
const OUTPUT_LIMIT = 256 * 1024 * 1024

export interface ProcessServiceOptions {
  readonly clock: Clock
  /** What every program gets; a request adds to it. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** From SIGTERM to SIGKILL. Default 2 s. */
  readonly graceMs?: number
  /** Bytes a program may write. Default 256 MB. */
  readonly outputLimit?: number
}

interface Exit {
  readonly exitCode: number | null
  readonly signal: string | null
}

export function createProcessService(options: ProcessServiceOptions): ProcessPort {
  const { clock, env, graceMs = GRACE_MS, outputLimit = OUTPUT_LIMIT } = options

  async function run(
    request: ProcessRequest,
    callbacks: ProcessCallbacks,
    signal: AbortSignal,
    onStopped: (how: string) => void,
  ): Promise<ProcessResult> {
    signal.throwIfAborted()
    const { child, pid, exited } = await begin(request, env)
    let running = true
    let reason: 'stopped' | 'too-large' | undefined
    let ending: Promise<unknown> = Promise.resolve()
    const end = (why: 'stopped' | 'too-large'): void => {
      if (!running || reason) return
      reason = why
      ending = endGroup(pid, clock, graceMs).then((how) => {
        if (why === 'stopped') onStopped(how === 'killed' ? `killed after ${graceMs / 1_000} s` : 'ended')
      })
    }
    const stop = (): void => end('stopped')
    signal.addEventListener('abort', stop, { once: true })
    // Read from the first moment (Node throws away what nobody reads when a process exits), told after `started`.
    const told = inOrder((channel, text) => callbacks.output(channel, text))
    const output = collectOutput({
      ...streamsOf(child),
      limit: outputLimit,
      onText: told.pass,
      onTooMuch: () => end('too-large'),
    })
    try {
      callbacks.started(pid, (await startOf(pid)) ?? '')
      told.open()
      feed(child, request.stdin)
      if (signal.aborted) stop()
      const exit = await exited
      if (!reason) await endGroup(pid, clock, graceMs)
      await ending
      await output.drained()
      await ending // the last of the output may have been too much
      running = false
      callbacks.ended(pid, exit.exitCode, exit.signal)
      if (reason === 'too-large') throw tooLarge(request, outputLimit)
      if (reason === 'stopped') throw signal.reason
      return { ...exit, stdout: output.bytes('stdout'), stderr: output.bytes('stderr') }
    } finally {
      signal.removeEventListener('abort', stop)
      if (running) await endGroup(pid, clock, 0) // a callback threw: nothing may stay behind
    }
  }

  return {
    run,
    async endOrphan(pid, startedAt) {
      if (startedAt === '' || (await startOf(pid)) !== startedAt) return 'gone'
      return endGroup(pid, clock, graceMs)
    },
  }
}

async function begin(
  request: ProcessRequest,
  env: ProcessServiceOptions['env'],
): Promise<{ child: ChildProcess; pid: number; exited: Promise<Exit> }> {
  // A missing folder and a missing program are the same error of the system.
  if (!statSync(request.cwd, { throwIfNoEntry: false })?.isDirectory()) {
    throw new NodeError(
      'process.no-folder',
      `Cannot run ${request.command} in ${request.cwd}: there is no such folder. Choose another workspace or correct the node's folder.`,
      { retryable: false },
    )
  }
  try {
    const child = spawn(request.command, request.args, {
      cwd: request.cwd,
      env: { ...env, ...request.env },
      stdio: [request.stdin === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      detached: process.platform !== 'win32', // a group of its own; on Windows it would mean a console window of its own
      windowsHide: true,
    })
    const exited = new Promise<Exit>((resolve) =>
      child.once('exit', (exitCode, signal) => resolve({ exitCode, signal })),
    )
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve)
      child.once('error', reject)
    })
    child.on('error', () => {}) // later ones are about signals, which have their own answers
    return { child, pid: child.pid ?? 0, exited }
  } catch (error) {
    throw spawnError(error, request)
  }
}

/** Holds text back until `open` is called. */
function inOrder(pass: ProcessCallbacks['output']): { pass: ProcessCallbacks['output']; open: () => void } {
  const early: Parameters<ProcessCallbacks['output']>[] = []
  let opened = false
  return {
    pass: (channel, text) => (opened ? pass(channel, text) : void early.push([channel, text])),
    open: () => {
      opened = true
      for (const [channel, text] of early.splice(0)) pass(channel, text)
    },
  }
}

function streamsOf(child: ChildProcess): {
  stdout: NonNullable<ChildProcess['stdout']>
  stderr: NonNullable<ChildProcess['stderr']>
} {
  if (!child.stdout || !child.stderr) throw new Error('A process was begun without pipes')
  return { stdout: child.stdout, stderr: child.stderr }
}

function feed(child: ChildProcess, text: string | undefined): void {
  if (text === undefined || !child.stdin) return
  child.stdin.on('error', () => {}) // EPIPE: a program need not read what it is given
  child.stdin.end(text)
}

function tooLarge(request: ProcessRequest, limit: number): NodeError {
  return new NodeError(
    'process.output-too-large',
    `${request.command} wrote more than ${Math.round(limit / 1024 / 1024)} MB, so it was ended. Narrow down what it writes, or let it write to a file.`,
    { retryable: false },
  )
}
