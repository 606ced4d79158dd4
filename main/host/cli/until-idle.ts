import type { App } from '../../app.ts'

const LOOK_EVERY_MS = 50

/**
 * Resolves once nothing of this process's runs can go on without a person. It must be found so for `quietMs`, because
 * what has just ended may begin something.
 */
export function untilIdle(app: App, quietMs = 2 * LOOK_EVERY_MS): Promise<void> {
  return new Promise((resolve) => {
    let quiet = 0
    const timer = setInterval(() => {
      quiet = app.isIdle() ? quiet + LOOK_EVERY_MS : 0
      if (quiet < quietMs) return
      clearInterval(timer)
      resolve()
    }, LOOK_EVERY_MS)
  })
}
