/**
 * Leaving the app, without losing a run.
 *
 *   Q1. Closing the window never ends a run: with active runs the app stays in the tray (on macOS it always stays, as
 *       apps do there); without any, closing the last window quits.
 *   Q2. Quitting with active runs asks. Held runs go on at the next start.
 *   Q3. The log is closed before the process ends, and nothing is closed before the person had the last word.
 *   Q4. Who is told to leave at once (a signal, a system that shuts down) asks nobody, but sends what was typed last first.
 */
import { app, type BrowserWindow, dialog } from 'electron'
import { closeWindow, dismissWindow } from './window.ts'

export type QuitChoice = 'keep' | 'hold' | 'cancel'

export interface QuitOptions {
  readonly window: () => BrowserWindow | undefined
  /** How many runs of this process have not ended. */
  readonly activeRuns: () => number
  /** Holds the runs and closes the log. */
  readonly close: () => Promise<void>
  /** `SLASHFLOW_QUIT`: `hold` or `keep` answers the question ahead, for a machine where nobody is there to answer. */
  readonly answered: string | undefined
}

/** A page at rest is gone in a tenth of it; one that hangs must not hold up a system that ends. */
const PAGE_LEAVES_WITHIN_MS = 1_500

/** Returns a way to leave at once, holding what runs: for signals and a system that shuts down. */
export function ownQuitting(options: QuitOptions): () => void {
  let isDeciding = false
  let isLeaving = false

  const leave = async (): Promise<void> => {
    if (isLeaving) return
    isLeaving = true
    const window = options.window()
    if (window) await dismissWindow(window, PAGE_LEAVES_WITHIN_MS)
    await options
      .close()
      .catch((error: unknown) => process.stderr.write(`slashflow: the log was not closed: ${String(error)}\n`))
    app.exit(0)
  }

  const decide = async (): Promise<void> => {
    const choice = options.activeRuns() === 0 ? 'hold' : await askAboutRuns(options)
    if (choice === 'cancel') return
    const window = options.window()
    const isClosed = window === undefined || (await closeWindow(window))
    if (isClosed && choice === 'hold') await leave()
  }

  app.on('before-quit', (event) => {
    if (isLeaving) return
    event.preventDefault()
    if (isDeciding) return
    isDeciding = true
    void decide().finally(() => {
      isDeciding = false
    })
  })
  app.on('window-all-closed', () => {
    if (!isDeciding && process.platform !== 'darwin' && options.activeRuns() === 0) void leave()
  })
  return () => void leave()
}

async function askAboutRuns({ window, activeRuns, answered }: QuitOptions): Promise<QuitChoice> {
  if (answered === 'hold' || answered === 'keep') return answered
  const count = activeRuns()
  const question = {
    type: 'question' as const,
    message: `${count === 1 ? '1 run is' : `${count} runs are`} still active`,
    detail: `Keep ${count === 1 ? 'it' : 'them'} running in the tray, or hold ${count === 1 ? 'it' : 'them'} and quit: held runs go on at the next start.`,
    buttons: ['Keep running in the tray', count === 1 ? 'Hold the run and quit' : 'Hold runs and quit', 'Cancel'],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  }
  const parent = window()
  const { response } = parent ? await dialog.showMessageBox(parent, question) : await dialog.showMessageBox(question)
  const choices: readonly QuitChoice[] = ['keep', 'hold', 'cancel']
  return choices[response] ?? 'cancel'
}
