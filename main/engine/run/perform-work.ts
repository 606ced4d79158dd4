/** Joins a work kind to its run: live text, notices, processes and the receipt. */

import { clipped } from '../clipped.ts'
import type { Leaving, WorkContext } from '../kind.ts'
import type { Execution } from './execution.ts'
import { STREAM_LIMIT_CHARACTERS, Streamer } from './streamer.ts'
import type { Work, WorkEnd } from './work.ts'

const LONGEST_TEXT = 4_000 // Of a command line or a notification in an event.

export function performWork(execution: Execution, work: Work, settled: (end: WorkEnd) => void): void {
  const { node, run } = execution
  const { behaviour } = node.kind
  if (behaviour.family !== 'work') throw new Error(`${node.id} has no work`)
  const streamer = streamerOf(execution)
  work.begin({
    clock: run.clock,
    timeoutMs: node.timeoutMs,
    title: node.title,
    perform: async (signal, holds): Promise<Leaving> =>
      await behaviour.perform(execution.input, contextOf(execution, streamer, signal, holds)),
    settled: (end) => {
      streamer.flush()
      settled(end)
    },
  })
}

function streamerOf(execution: Execution): Streamer {
  const { run, node, path, iteration } = execution
  const { attempt } = execution
  let streaming = false
  return new Streamer(run.clock, {
    signal: (channel, offset, text) => {
      run.signal({
        runId: run.runId,
        nodeId: node.id,
        ...(path !== '' && { path }),
        iteration,
        attempt,
        channel,
        offset,
        text,
      })
      if (streaming) return
      streaming = true
      execution.send({ type: 'streamed' })
    },
    logged: (channel, offset, text) => execution.emit('node.streamed', { channel, offset, text }),
    capped: (channel) =>
      execution.emit('node.noticed', {
        code: 'stream.capped',
        message: `Only the first ${STREAM_LIMIT_CHARACTERS} characters of ${channel} are shown while it runs. The output has them all.`,
      }),
  })
}

function contextOf(
  execution: Execution,
  streamer: Streamer,
  signal: AbortSignal,
  holds: WorkContext['holds'],
): WorkContext {
  const { run, node, key, attempt } = execution
  return {
    runId: run.runId,
    nodeId: node.id,
    workflow: run.state.workflow,
    deliveryKey: `${run.runId}/${key}`,
    workspace: run.workspace,
    attempt,
    adapters: run.adapters,
    signal,
    holds,
    stream: (channel, text) => streamer.push(channel, text),
    notice: (code, message) => execution.emit('node.noticed', { code, message }),
    // On disk at once: recovery must find the process that a killed owner left behind.
    processStarted: (pid, startedAt, command) =>
      execution.emit('process.started', { pid, startedAt, command: clipped(command, LONGEST_TEXT) }, true),
    processEnded: (pid, exitCode, signalName) => execution.emit('process.ended', { pid, exitCode, signal: signalName }),
    notificationSent: ({ title, body, ...data }) =>
      execution.emit('notification.sent', {
        ...data,
        title: clipped(title, LONGEST_TEXT),
        body: clipped(body, LONGEST_TEXT),
      }),
  }
}
