/** Signals of a command that follows a run: Ctrl+C stops the run, a second one the command; anything else holds the run. */
import type { App } from '../../app.ts'
import { EXIT } from './exit-codes.ts'
import { leave, type Terminal } from './terminal.ts'

/** Until the returned function is called. The run's own `run.interrupted` ends the command. */
export function onInterrupt(app: App, runId: string, terminal: Terminal): () => void {
  let isStopping = false
  const stop = (): void => {
    if (isStopping) process.exit(EXIT.interrupted)
    isStopping = true
    void app.call('run.stop', { runId }).catch((error: unknown) => {
      terminal.err(
        `slashflow: the run could not be stopped: ${error instanceof Error ? error.message : String(error)}\n`,
      )
    })
  }
  const hold = (): void => {
    terminal.err(`slashflow: the run is held. It goes on with: slashflow resume ${runId}\n`)
    void app.close().finally(() => leave(EXIT.interrupted))
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', hold)
  process.on('SIGHUP', hold)
  return () => {
    process.off('SIGINT', stop)
    process.off('SIGTERM', hold)
    process.off('SIGHUP', hold)
  }
}
