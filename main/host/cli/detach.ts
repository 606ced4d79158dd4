/** A run for a process that stays: one that lives already, or a worker that is started for it and outlives this command. */
import { spawn } from 'node:child_process'
import { z } from 'zod'
import { CallError, CallErrorData } from '#shared/ipc/call-error.ts'
import type { App, StartOptions } from '../../app.ts'

/** What a worker answers to the start that it was given. */
export const WorkerReply = z.union([z.object({ runId: z.string() }), z.object({ error: CallErrorData })])
export type WorkerReply = z.infer<typeof WorkerReply>

/** Resolves once the run is in the log. Throws CallError as a start does, or `worker.not-started`. */
export async function handOverRun(app: App, start: StartOptions): Promise<{ runId: string }> {
  return (await app.handOver(start)) ?? startWorker(start)
}

/** It gets the start by the channel between the two, which is let go of as soon as it has answered. */
function startWorker(start: StartOptions): Promise<{ runId: string }> {
  const entry = process.argv[1] ?? ''
  const worker = spawn(process.execPath, [...process.execArgv, entry, 'worker', '--until-idle'], {
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    windowsHide: true,
  })
  return new Promise((resolve, reject) => {
    const gone = (why: string): void =>
      reject(
        new CallError(
          'worker.not-started',
          `No worker could be started for this run (${why}). Run it without --detach, or see the folder "logs" of the data folder.`,
        ),
      )
    worker.once('error', (error) => gone(error.message))
    worker.once('exit', (code, signal) => gone(signal ?? `it ended with ${code}`))
    worker.once('message', (message) => {
      const reply = WorkerReply.safeParse(message)
      worker.removeAllListeners()
      worker.disconnect()
      worker.unref()
      if (!reply.success) return gone('it answered something else')
      if ('error' in reply.data) return reject(CallError.from(reply.data.error))
      resolve(reply.data)
    })
    worker.send({ start })
  })
}
