import { AxeBuilder } from '@axe-core/playwright'
import { expect } from '@playwright/test'
import type { AppUnderTest } from '#test/support/app-under-test.ts'

/** What a colour can break: all else is the same in the other theme. */
const RULES_OF_COLOUR = ['color-contrast', 'link-in-text-block']

/** axe finds nothing on the screen as it is; `screen` names it where it does. */
export async function expectAccessible(app: AppUnderTest, screen: string): Promise<void> {
  await expectNothingFound(axe(app), app, screen)
}

/** The window must follow the system's theme. `part` is a selector, where the rest of the screen was looked at before. */
export async function expectAccessibleInBothThemes(app: AppUnderTest, screen: string, part = 'html'): Promise<void> {
  await app.page.emulateMedia({ colorScheme: 'dark' })
  await expectNothingFound(axe(app).include(part), app, `${screen}, dark`)
  await app.page.emulateMedia({ colorScheme: 'light' })
  await expectNothingFound(axe(app).include(part).withRules(RULES_OF_COLOUR), app, `${screen}, light`)
}

/** Electron has no second page to open, which axe's newer way of running wants. */
const axe = (app: AppUnderTest): AxeBuilder => new AxeBuilder({ page: app.page }).setLegacyMode()

async function expectNothingFound(builder: AxeBuilder, app: AppUnderTest, screen: string): Promise<void> {
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
  const { violations } = await builder.analyze()
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
  expect.soft(found, screen).toEqual([])
}
