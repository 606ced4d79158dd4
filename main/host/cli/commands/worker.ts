/**
 * A process that only runs: it goes on with every open run whose owner is gone, hears events that begin runs, and takes
 * starts that are handed over, without a window.
 */
import { z } from 'zod'
import { CallError } from '#shared/ipc/call-error.ts'
import type { App } from '../../../app.ts'
import type { WorkerReply } from '../detach.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { openApp } from '../open-app.ts'
import { untilIdle } from '../until-idle.ts'

/** Long enough for an event of another process to be heard, and to begin a run. */
const QUIET_MS = 1_000

/** As the command that started this worker sends it; that command has checked it. */
const Handed = z.object({
  start: z.looseObject({ workspace: z.string(), line: z.string().optional(), ref: z.string().optional() }),
})

/** `endsWhenIdle`: ends when nothing can go on without a person. Otherwise only a signal ends it; its runs are held then. */
export async function workerCommand(endsWhenIdle: boolean): Promise<ExitCode> {
  const ending = signalled()
  const handed = takeHanded()
  const { app } = await openApp('cli', true)
  try {
    for (const warning of (await app.call('app.info', {})).warnings) log(warning)
    const open = app.activeRuns().length
    log(
      `working${open > 0 ? `, with ${open === 1 ? 'one run' : `${open} runs`} taken over` : ''}; Ctrl+C holds its runs`,
    )
    await Promise.race([
      ending,
      handed.then((start) => answer(app, start)).then(() => (endsWhenIdle ? untilIdle(app, QUIET_MS) : ending)),
    ])
    return EXIT.succeeded
  } finally {
    await app.close()
  }
}

const log = (line: string): void => void process.stderr.write(`slashflow: ${line}\n`)

/** What the command that started this worker wants run; undefined where a person started it. */
function takeHanded(): Promise<unknown> {
  if (!process.send) return Promise.resolve(undefined)
  return new Promise((resolve) => {
    process.once('message', resolve)
    process.once('disconnect', () => resolve(undefined))
  })
}

async function answer(app: App, message: unknown): Promise<void> {
  if (message === undefined) return
  let reply: WorkerReply
  try {
    const { start } = Handed.parse(message)
    reply = await app.start(start)
  } catch (error) {
    const known = error instanceof CallError ? error : new CallError('internal', String(error))
    reply = { error: known.toData() }
  }
  process.send?.(reply)
}

function signalled(): Promise<void> {
  // A worker without open runs holds nothing open, and Node would leave.
  const presence = setInterval(() => {}, 2 ** 30)
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => {
        clearInterval(presence)
        resolve()
      })
  })
}
