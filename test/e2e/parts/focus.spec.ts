/** The focus is never nowhere: where it goes when what has it goes away. */
import { test as base, expect, type Page } from '@playwright/test'
import { scriptOf, showPage } from '#test/support/page-of.ts'

const test = base.extend<{ at: Focus }, { script: string }>({
  script: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its pattern
    async ({}, use) => use(await scriptOf(new URL('focus-page.tsx', import.meta.url))),
    { scope: 'worker' },
  ],
  at: async ({ page, script }, use) => {
    await showPage(page, script)
    await use(new Focus(page))
  },
})

class Focus {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  async put(label: string): Promise<void> {
    await this.#page.getByLabel(label, { exact: true }).focus()
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.#page.keyboard.press(key)
  }

  async choose(button: string): Promise<void> {
    await this.#page.getByText(button, { exact: true }).click()
  }

  async is(label: string): Promise<void> {
    await expect(this.#page.getByLabel(label, { exact: true })).toBeFocused()
  }

  async holds(label: string, text: string): Promise<void> {
    await expect(this.#page.getByLabel(label, { exact: true })).toHaveValue(text)
  }

  async isNowhere(): Promise<void> {
    await expect(this.#page.locator('body')).toBeFocused()
  }

  /** All that the page has asked to do in its next frames is done. */
  async rest(): Promise<void> {
    await this.#page.evaluate(async () => {
      for (let frame = 0; frame < 3; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve))
    })
  }
}

test.describe('a dialog that closes', () => {
  test('gives the focus back to what had it, though a key opened it', async ({ at }) => {
    await at.put('Panel')
    await at.press('1')
    await at.is('In first')
    await at.press('Escape')
    await at.is('Panel')
  })

  test('gives it to what the other stood in, where that is gone', async ({ at }) => {
    await at.put('Panel')
    await at.press('Tab')
    await at.is('Field')
    await at.press('1')
    await at.choose('Take the field away')
    await at.press('Escape')
    await at.is('Panel')
  })

  test('gives it to the button of the menu from which it was opened', async ({ at }) => {
    await at.put('Menu button')
    await at.press('Tab', 'Enter')
    await at.is('In first')
    await at.press('Escape')
    await at.is('Menu button')
  })

  test('that another opened gives it back to where that came from', async ({ at }) => {
    await at.put('Panel')
    await at.press('1')
    await at.choose('On to the second')
    await at.is('In second')
    await at.press('Escape')
    await at.is('Panel')
  })

  test('leaves the focus to what it did, where that draws a place for it', async ({ at }) => {
    await at.put('Panel')
    await at.press('1')
    await at.choose('Close and let the focus go')
    await at.rest()
    await at.isNowhere()
  })

  test('leaves the focus to where its deed sent it while it was open still', async ({ at }) => {
    await at.put('Elsewhere')
    await at.press('1')
    await at.choose('Send the focus to the panel, then close')
    await at.is('Panel')
  })

  test('gives it back as ever, where something else had let go of it before', async ({ at }) => {
    await at.put('Panel')
    await at.press('5', '1')
    await at.is('In first')
    await at.press('Escape')
    await at.is('Panel')
  })
})

test('a dialog that goes with all that it was opened from gives the focus to the graph', async ({ at }) => {
  await at.put('Compare')
  await at.press('Enter')
  await at.choose('Settle')
  await at.is('Graph')
})

test.describe('a question that goes', () => {
  test('leaves the focus on the node it stood on, though its button was disabled before', async ({ at }) => {
    await at.put('Node')
    await at.press('Tab', 'Enter', '2')
    await at.is('Node')
  })

  test('leaves it where it is, where somebody else answered', async ({ at }) => {
    await at.put('Node')
    await at.press('Tab', 'Tab')
    await at.is('Beside it')
    await at.press('2')
    await at.rest()
    await at.is('Beside it')
  })

  test('leaves it nowhere, where nobody had it', async ({ at }) => {
    await at.press('2')
    await at.rest()
    await at.isNowhere()
  })
})

test.describe('a graph', () => {
  test('takes the focus once the node goes that had it, or that something in it had', async ({ at }) => {
    await at.put('Button of b')
    await at.press('3')
    await at.is('Graph')
  })

  test('leaves it with the node that has it while another goes', async ({ at }) => {
    await at.put('Node a')
    await at.press('3')
    await at.rest()
    await at.is('Node a')
  })

  test('leaves it with who went on from the node before that went', async ({ at }) => {
    await at.put('Node b')
    await at.put('Elsewhere')
    await at.press('3')
    await at.rest()
    await at.is('Elsewhere')
  })
})

test.describe('what comes late has the focus that was in its place', () => {
  test('a graph, whose file is read first', async ({ at }) => {
    await at.put('Graph')
    await at.press('6')
    await at.is('Graph')
  })

  test('a page, whose code is fetched first', async ({ at }) => {
    await at.put('Graph')
    await at.press('7')
    await at.is('Page')
  })
})

test('who is led to a node that is never drawn has the graph', async ({ at }) => {
  await at.put('Row')
  await at.press('Enter')
  await at.is('Graph')
})

test.describe('a part of the window that is drawn anew', () => {
  test('leaves the focus in the same field, with its caret', async ({ at }) => {
    await at.put('Title')
    await at.press('End', 'ArrowLeft', '4')
    await at.is('Title')
    await at.press('x')
    await at.holds('Title', 'Saxy')
  })

  test('leaves it to the first of its homes, where a button had it', async ({ at }) => {
    await at.put('Old button')
    await at.press('4')
    await at.is('Tab of it')
  })
})
