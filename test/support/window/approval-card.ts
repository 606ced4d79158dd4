import { expect, type Locator } from '@playwright/test'

/** A question to approve, on its node, with the proposed text in an editor. */
export class ApprovalCard {
  readonly card: Locator

  constructor(around: Locator) {
    this.card = around.getByRole('group', { name: /^Approval: / })
  }

  get editor(): Locator {
    return this.card.getByLabel('What is approved')
  }

  async expectAsking(title: string): Promise<void> {
    await expect(this.card.getByText(title)).toBeVisible()
  }

  /** All of it, so that the person need not go looking for its buttons. */
  async expectInSight(): Promise<void> {
    // Not 1: on a zoomed canvas the browser counts fractions of pixels.
    await expect(this.card).toBeInViewport({ ratio: 0.99 })
  }

  async expectProposes(text: string): Promise<void> {
    await expect(this.editor).toHaveValue(text)
  }

  async expectGone(): Promise<void> {
    await expect(this.card).toHaveCount(0)
  }

  async edit(change: (text: string) => string): Promise<this> {
    await this.editor.fill(change(await this.editor.inputValue()))
    return this
  }

  async approve(): Promise<void> {
    await this.card.getByRole('button', { name: 'Approve', exact: true }).click()
  }

  async reject(feedback: string): Promise<void> {
    await this.card.getByRole('button', { name: 'Reject' }).click()
    await this.card.getByLabel('What should change?').fill(feedback)
    await this.card.getByRole('button', { name: 'Send' }).click()
  }
}
