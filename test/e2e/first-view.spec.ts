/** What of a graph is seen first. */
import { expect } from '@playwright/test'
import { test } from './app-test.ts'

test('a graph is read at once, though the panels around it had no size when it was drawn', async ({ app }) => {
  await app.open()
  const zoom = app.page.getByRole('toolbar', { name: 'Canvas' }).getByRole('button', { name: /^Zoom/ })
  const usual = await zoom.textContent()
  await app.page.addInitScript(() => {
    const style = document.createElement('style')
    style.textContent = '.stage-canvas { position: absolute; width: 0; height: 0 }'
    const untilDrawn = () => {
      if (!document.querySelector('.canvas-frame')) return requestAnimationFrame(untilDrawn)
      requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => style.remove())))
    }
    document.addEventListener('DOMContentLoaded', () => {
      document.head.append(style)
      untilDrawn()
    })
  })
  await app.page.reload()
  await expect(app.node('Start').box).toBeVisible()
  await expect(zoom).toHaveText(usual ?? '')
})
