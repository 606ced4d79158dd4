/** From the model server's first byte to its text on the screen: written here, seen by the page after the next frame. */
import { openBrowserApp, typeCommand } from './browser-app.ts'
import { figuresOf, type Row } from './figures.ts'
import { ASK } from './workflow-files.ts'

const STREAMS = 60

export async function firstByte(): Promise<Row[]> {
  const { page, model, close } = await openBrowserApp({ ask: ASK })
  const samples: number[] = []
  for (let index = 0; index < STREAMS + 3; index += 1) {
    const marker = `first-${index}-text`
    const stream = model.hold()
    // Both clocks are this machine's; the frame after the change is when a person can see it.
    const seen = page.evaluate(
      (wanted) =>
        new Promise<number>((resolve) => {
          const look = () => {
            if (!document.body.innerText.includes(wanted)) return
            observer.disconnect()
            requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()))
          }
          const observer = new MutationObserver(look)
          observer.observe(document.body, { subtree: true, childList: true, characterData: true })
        }),
      marker,
    )
    await typeCommand(page, '/ask')
    await stream.asked
    const written = performance.timeOrigin + performance.now()
    await stream.write(`${marker} `)
    const shown = await seen
    await stream.finish('and the rest.')
    await page.getByText('and the rest.').first().waitFor()
    await page.locator('.stop-button').waitFor({ state: 'detached' })
    if (index >= 3) samples.push(shown - written)
  }
  await close()
  return [
    {
      what: "model server's first byte to text on the screen (Chromium)",
      goal: 'p95 ≤ 100',
      unit: 'ms',
      figures: figuresOf(samples),
    },
  ]
}
