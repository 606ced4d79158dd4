/** The system's message boxes, which a test answers in place of a person. */
import type { ElectronApplication } from '@playwright/test'
import { askApp, inApp } from '../../support/ask-electron.ts'

/** Answers message boxes from now on, and keeps what they ask. */
export async function answerQuestions(app: ElectronApplication, response: number): Promise<void> {
  await inApp(
    app,
    ({ dialog }, answer: number) => {
      const kept = globalThis as unknown as { questions?: string[] } // a place in the app's own process that the test reads again
      kept.questions = []
      dialog.showMessageBox = async (...words: unknown[]) => {
        const { message } = words.at(-1) as { message: string } // the options come last
        kept.questions?.push(message)
        return { response: answer, checkboxChecked: false }
      }
    },
    response,
  )
}

/** What was asked since they were answered. */
export const questionsIn = (app: ElectronApplication): Promise<string[]> =>
  askApp(app, () => (globalThis as unknown as { questions: string[] }).questions) // as above
