/**
 * Deeds and questions in the main process of an Electron app under test. Now and then Electron collects the promise of an
 * answer before Playwright has fetched it; what was asked of the app is done all the same.
 */
import type { ElectronApplication } from '@playwright/test'
import type * as Electron from 'electron'

const isAnswerLost = (error: unknown): boolean => String(error).includes('promise was garbage collected')

/** Does something in the app's own process that answers nothing; `given` reaches it as JSON. */
export async function inApp<Given>(
  app: ElectronApplication,
  deed: (electron: typeof Electron, given: Given) => void,
  given?: Given,
): Promise<void> {
  // What is not given is not read: the deeds that read it give it.
  await app.evaluate(deed as Parameters<ElectronApplication['evaluate']>[0], given).catch((error: unknown) => {
    if (!isAnswerLost(error)) throw error
  })
}

/** What the app's own process answers. It may be asked again, so a second time must do no harm. */
export async function askApp<Answer>(
  app: ElectronApplication,
  question: (electron: typeof Electron) => Answer | Promise<Answer>,
): Promise<Answer> {
  for (;;) {
    try {
      return await app.evaluate(question)
    } catch (error) {
      if (!isAnswerLost(error)) throw error
    }
  }
}
