/** From a list or the transcript to a node: it comes into sight, with the question on it. */
import { expect } from '@playwright/test'
import type { AppUnderTest } from '#test/support/app-under-test.ts'
import type { Home } from '#test/support/home.ts'
import { test } from './app-test.ts'

const LETTER = Array.from({ length: 20 }, (_none, index) => `Line ${index}`).join('\n')
const MESSAGE = 'Approve it as it is, and it is sent. Reject it with a word such as “shorter”, and it is written again.'

async function ask(app: AppUnderTest, home: Home): Promise<void> {
  const ask = JSON.stringify({
    format: 'slashflow/1',
    name: 'letter',
    nodes: [
      { id: 'start', kind: 'start' },
      { id: 'ok', kind: 'approval', title: 'Send it?', config: { title: 'Send?', message: MESSAGE, payload: LETTER } },
      { id: 'done', kind: 'end' },
    ],
    edges: [
      { from: 'start', to: 'ok' },
      { from: 'ok.approved', to: 'done' },
    ],
    layout: { start: [0, 0], ok: [120, 0], done: [480, 0] },
  })
  home.write('workflows/letter.flow.json', ask)
  await app.open()
  await app.openCommand('letter')
  await app.run('/letter')
  await expect(goTo(app)).toBeVisible()
}

const goTo = ({ page }: AppUnderTest) => page.getByRole('button', { name: 'Go to the approval' })

/** How much of it lies outside of the canvas, in px. */
async function hiddenPart(app: AppUnderTest): Promise<number> {
  const [node, canvas] = [
    await app.node('Send it?').box.boundingBox(),
    await app.page.locator('.react-flow').boundingBox(),
  ]
  if (!node || !canvas) return Number.POSITIVE_INFINITY
  return Math.max(0, canvas.y - node.y, node.y + node.height - canvas.y - canvas.height)
}

test('a question that is gone to from afar is seen whole, with all that only then is drawn of it', async ({
  app,
  home,
}) => {
  await ask(app, home)
  const approve = app.node('Send it?').box.getByRole('button', { name: 'Approve' })
  await app.page.locator('.react-flow__pane').click({ position: { x: 400, y: 40 } })
  for (let press = 0; press < 8; press += 1) await app.page.keyboard.press('-')
  await expect(approve).toHaveCount(0)
  await goTo(app).click()
  await expect(approve).toBeVisible()
  await expect.poll(() => hiddenPart(app)).toBe(0)
})

test('a node that is selected already is gone to as any other', async ({ app, home }) => {
  await ask(app, home)
  await goTo(app).click()
  await expect.poll(() => hiddenPart(app)).toBe(0)
  // Beside the card, which scrolls by itself.
  await app.page.locator('.react-flow__pane').hover({ position: { x: 20, y: 20 } })
  await app.page.mouse.wheel(0, -1_000)
  await expect.poll(() => hiddenPart(app)).toBeGreaterThan(0)
  await goTo(app).click()
  await expect.poll(() => hiddenPart(app)).toBe(0)
})
