import { expect } from '@playwright/test'
import axe, { type RunOptions } from 'axe-core'
import type { AppUnderTest } from '#test/support/app-under-test.ts'

/** What a colour can break: all else is the same in the other theme. */
const RULES_OF_COLOUR = ['color-contrast', 'link-in-text-block']

/** axe finds nothing on the screen as it is; `screen` names it where it does. */
export async function expectAccessible(app: AppUnderTest, screen: string): Promise<void> {
  await expectNothingFound(app, screen, 'html')
}

/** The window must follow the system's theme. `part` is a selector, where the rest of the screen was looked at before. */
export async function expectAccessibleInBothThemes(app: AppUnderTest, screen: string, part = 'html'): Promise<void> {
  await app.page.emulateMedia({ colorScheme: 'dark' })
  await expectNothingFound(app, `${screen}, dark`, part)
  await app.page.emulateMedia({ colorScheme: 'light' })
  await expectNothingFound(app, `${screen}, light`, part, RULES_OF_COLOUR)
}

async function expectNothingFound(app: AppUnderTest, screen: string, part: string, rules?: string[]): Promise<void> {
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
  // Once a page: its text is as much work as a look at a screen. AxeBuilder sends it with each.
  if (!(await app.page.evaluate(() => 'axe' in window))) await app.page.evaluate(axe.source)
  const options: RunOptions = { resultTypes: ['violations'], ...(rules !== undefined && { runOnly: rules }) }
  const found = await app.page.evaluate(
    async ({ part, options }) => {
      const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(part, options)
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
    },
    { part, options },
  )
  expect.soft(found, screen).toEqual([])
}
