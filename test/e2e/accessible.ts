import { AxeBuilder } from '@axe-core/playwright'
import { expect } from '@playwright/test'
import type { AppUnderTest } from '#test/support/app-under-test.ts'

/** axe finds nothing on the screen as it is; `screen` names it where it does. */
export async function expectAccessible(app: AppUnderTest, screen: string): Promise<void> {
  // What fades in has its contrast only once it is there.
  await app.page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .map(({ finished, effect }) =>
          effect?.getTiming().iterations === Number.POSITIVE_INFINITY ? undefined : finished,
        ),
    ),
  )
  // Electron has no second page to open, which axe's newer way of running wants.
  const { violations } = await new AxeBuilder({ page: app.page }).setLegacyMode().analyze()
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
  expect.soft(found, screen).toEqual([])
}
