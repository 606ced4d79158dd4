/** What becomes of what is typed and of what runs when the window is closed, or the app ends. */
import { once } from 'node:events'
import { expect } from '@playwright/test'
import { inApp } from '../../support/ask-electron.ts'
import { findElectron, NO_ELECTRON } from '../../support/electron-runtime.ts'
import { call, startAgain } from './desktop-app.ts'
import { test } from './desktop-test.ts'
import { answerQuestions, questionsIn } from './message-boxes.ts'

test.skip(!findElectron(), NO_ELECTRON)

test('what is typed in the last moment before the window closes is there again', async ({ desktop }) => {
  const words = desktop.page.getByPlaceholder('What it does, in a sentence')
  await words.fill('Before')
  await expect(desktop.page.getByText('Draft kept')).toBeVisible()
  const ended = new Promise<void>((resolve) => desktop.app.process().once('exit', () => resolve()))
  await words.fill('In the last moment')
  await inApp(desktop.app, ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await ended

  await desktop.again()
  await expect(desktop.page.getByPlaceholder('What it does, in a sentence')).toHaveValue('In the last moment')
})

test('a logout asks nobody: what was typed in the last moment is kept, and a run goes on at the next start', async ({
  desktop,
}) => {
  const words = desktop.page.getByPlaceholder('What it does, in a sentence')
  await call(desktop.page, 'run.start', { line: '/hello', workspace: '' })
  await expect.poll(async () => (await call(desktop.page, 'inbox.list', {})).length).toBe(1)
  await words.fill('Before')
  await expect(desktop.page.getByText('Draft kept')).toBeVisible()
  const ended = once(desktop.app.process(), 'exit')
  await words.fill('In the last moment')
  desktop.app.process().kill('SIGTERM')
  await ended

  await desktop.again()
  await expect(desktop.page.getByPlaceholder('What it does, in a sentence')).toHaveValue('In the last moment')
  expect(await call(desktop.page, 'inbox.list', {})).toHaveLength(1)
})

test('a page that hangs, or whose draft cannot be kept, does not hold up a logout', async ({ desktop }) => {
  const leave = async () => {
    const ended = once(desktop.app.process(), 'exit')
    desktop.app.process().kill('SIGTERM')
    expect(await ended).toEqual([0, null])
  }
  await inApp(desktop.app, ({ BrowserWindow }) => {
    void BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('for (;;) {}')
  })
  await leave()

  await desktop.again()
  await desktop.page.evaluate(() => addEventListener('beforeunload', (event) => event.preventDefault()))
  await desktop.page.getByRole('button', { name: '/hello', exact: true }).click() // the page may only refuse once a person did something in it
  await leave()
})

test('a run outlives its window and the app', async ({ desktop }) => {
  const { runId } = await call(desktop.page, 'run.start', { line: '/hello', workspace: '' })
  await expect.poll(async () => (await call(desktop.page, 'inbox.list', {})).length).toBe(1)

  await inApp(desktop.app, ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await expect.poll(() => desktop.windows()).toBe(0)
  const opened = desktop.app.waitForEvent('window')
  expect(await startAgain(desktop.home)).toBe(0)
  desktop.page = await opened
  await desktop.page.waitForFunction(() => 'slashflow' in window)

  await answerQuestions(desktop.app, 2)
  await desktop.quit()
  await expect.poll(() => questionsIn(desktop.app)).toEqual(['1 run is still active'])
  expect(await desktop.windows()).toBe(1)

  await answerQuestions(desktop.app, 0)
  await desktop.quit()
  await expect.poll(() => desktop.windows()).toBe(0)

  await answerQuestions(desktop.app, 1)
  await desktop.app.close()
  await desktop.again()
  const [item] = await call(desktop.page, 'inbox.list', {})
  expect(item).toMatchObject({ runId })
  await call(desktop.page, 'approval.decide', { runId, approvalId: item?.waitId ?? '', decision: 'approved' })
  await expect.poll(async () => (await call(desktop.page, 'runs.list', {}))[0]?.status).toBe('succeeded')
})
