/** How long frames take while a person does something, and how much work of the page's main thread a frame costs. */
import type { CDPSession, Page } from '@playwright/test'

export interface Gesture {
  /** Milliseconds from frame to frame. */
  readonly frames: readonly number[]
  /** CPU time of the page's main thread for the whole gesture, milliseconds: tells apart what the machine's other work does not. */
  readonly work: number
  readonly script: number
}

declare global {
  interface Window {
    benchFrames?: number[]
    benchStop?: boolean
  }
}

export async function startCounting(session: CDPSession): Promise<void> {
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
}

/** The gesture is made once before it is counted, so that neither side runs its code for the first time. */
export async function measureGesture(page: Page, session: CDPSession, gesture: () => Promise<void>): Promise<Gesture> {
  await gesture()
  await page.evaluate(() => {
    const frames: number[] = []
    window.benchFrames = frames
    window.benchStop = false
    let last = 0
    const count = (now: number) => {
      if (last > 0) frames.push(now - last)
      last = now
      if (!window.benchStop) requestAnimationFrame(count)
    }
    requestAnimationFrame(count)
  })
  const before = await workDone(session)
  await gesture()
  const after = await workDone(session)
  const frames = await page.evaluate(() => {
    window.benchStop = true
    return window.benchFrames ?? []
  })
  return { frames, work: after.task - before.task, script: after.script - before.script }
}

async function workDone(session: CDPSession): Promise<{ readonly task: number; readonly script: number }> {
  const { metrics } = await session.send('Performance.getMetrics')
  const milliseconds = (name: string) => (metrics.find((metric) => metric.name === name)?.value ?? 0) * 1_000
  return { task: milliseconds('TaskDuration'), script: milliseconds('ScriptDuration') }
}
