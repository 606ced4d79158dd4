/**
 * What the window is asked to do from outside: by the menu, a notification, a file that was opened with the app.
 *
 *   W1. Nothing is lost: what comes before the page listens, or while there is none, waits for it.
 */
import type { WindowIntent } from '#shared/ipc/calls/app-calls.ts'

export class Wanted {
  readonly #tell: (intent: WindowIntent) => void
  #listens = false
  #kept: WindowIntent[] = []

  constructor(tell: (intent: WindowIntent) => void) {
    this.#tell = tell
  }

  want(intent: WindowIntent): void {
    if (this.#listens) this.#tell(intent)
    else this.#kept.push(intent)
  }

  /** The page listens from now on; returns what waited for it. */
  take(): readonly WindowIntent[] {
    this.#listens = true
    return this.#kept.splice(0)
  }

  /** The page is gone, or is loaded anew. */
  leave(): void {
    this.#listens = false
  }
}
