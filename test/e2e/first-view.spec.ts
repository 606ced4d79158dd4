/** What of a graph is seen first. */
import { expect } from '@playwright/test'
import type { AppUnderTest } from '#test/support/app-under-test.ts'
import { test } from './app-test.ts'

const zoomOf = ({ page }: AppUnderTest) =>
  page.getByRole('toolbar', { name: 'Canvas' }).getByRole('button', { name: /^Zoom/ })

test('a graph is read at once, though the panels around it had no size when it was drawn', async ({ app }) => {
  await app.open()
  await app.node('Start').place() // at rest
  const zoom = zoomOf(app)
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

test('a graph that was left before it was drawn is seen as if it had not been', async ({ app }) => {
  await app.open()
  await app.openCommand('pr-review')
  await expect(app.node('Findings').box).toBeVisible()
  const place = await app.node('Start').place()
  const usual = await zoomOf(app).textContent()
  // Without a size nothing is drawn.
  await app.page.addInitScript(() => {
    const style = document.createElement('style')
    style.id = 'no-size'
    style.textContent = '.stage-canvas { position: absolute; width: 0; height: 0 }'
    document.addEventListener('DOMContentLoaded', () => document.head.append(style))
  })
  await app.page.reload()
  await expect(app.page.locator('.canvas-frame')).toBeAttached()
  await app.openCommand('hello')
  await app.page.evaluate(() => document.getElementById('no-size')?.remove())
  await expect(app.node('Start').box).toBeVisible()
  await app.openCommand('pr-review')
  await expect(zoomOf(app)).toHaveText(usual ?? '')
  await expect.poll(() => app.node('Start').place()).toEqual(place)
})
