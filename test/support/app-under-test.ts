/** The window in the words of its user, the same in Electron and in the browser. */
import { expect, type Locator, type Page } from '@playwright/test'
import type { Home } from './home.ts'
import type { ModelServer } from './model-server.ts'
import { ApprovalCard } from './window/approval-card.ts'
import { CommandBar } from './window/command-bar.ts'
import { NodeOnCanvas } from './window/node-on-canvas.ts'
import { SettingsWindow } from './window/settings.ts'
import { Transcript } from './window/transcript.ts'

/** Where the window lives. */
export interface AppHome {
  readonly name: 'chromium' | 'electron'
  open(home: Home, env: Readonly<Record<string, string>>): Promise<Page>
  close(): Promise<void>
  /** No time to say goodbye. */
  kill(): Promise<void>
  /** What the person will choose in the system's folder dialog; absent where there is none. */
  answerFolderDialog?(path: string): Promise<void>
}

export interface OpenChoices {
  /** Configured by the environment; left out, the demo model answers. */
  readonly model?: ModelServer
  /** Chosen before the start. */
  readonly workspace?: string
  readonly env?: Readonly<Record<string, string>>
}

export class AppUnderTest {
  readonly home: Home
  readonly place: AppHome
  #page: Page | undefined
  #choices: OpenChoices = {}

  constructor(home: Home, place: AppHome) {
    this.home = home
    this.place = place
  }

  get page(): Page {
    if (!this.#page) throw new Error('The app has not been opened')
    return this.#page
  }

  async open(choices: OpenChoices = this.#choices): Promise<this> {
    this.#choices = choices
    const { model, workspace, env = {} } = choices
    if (workspace !== undefined && !this.home.has('settings.json'))
      this.home.settings({ workspace, recentWorkspaces: [workspace] })
    const forModel = model && {
      OPENAI_BASE_URL: model.baseUrl,
      OPENAI_API_KEY: 'sk-of-the-test',
      SLASHFLOW_MODEL: 'tiny',
    }
    this.#page = await this.place.open(this.home, { ...forModel, ...env })
    await expect(this.bar.field).toBeVisible()
    await expect(this.nodeTitles.first()).toBeVisible()
    return this
  }

  async close(): Promise<void> {
    await this.place.close()
    this.#page = undefined
  }

  /** Closes it and starts it again as it was. */
  async reopen(): Promise<this> {
    await this.close()
    return this.open()
  }

  get bar(): CommandBar {
    return new CommandBar(this.page)
  }

  get transcript(): Transcript {
    return new Transcript(this.page)
  }

  get settings(): SettingsWindow {
    return new SettingsWindow(this.page)
  }

  get inspector(): Locator {
    return this.page.getByRole('region', { name: 'Inspector', exact: true })
  }

  get sidebar(): Locator {
    return this.page.getByRole('navigation', { name: 'Commands and runs' })
  }

  get workspaceButton(): Locator {
    return this.sidebar.locator('.workspace-switcher')
  }

  get recentRuns(): Locator {
    return this.sidebar.getByRole('region', { name: 'Recent runs' }).getByRole('button')
  }

  node(title: string): NodeOnCanvas {
    return new NodeOnCanvas(this.page, title)
  }

  /** The card on a node. */
  approval(title: string): ApprovalCard {
    return new ApprovalCard(this.node(title).box)
  }

  /** Titles of the nodes that the canvas shows. */
  get nodeTitles(): Locator {
    return this.page.locator('.react-flow__node .node-title')
  }

  get edges(): Locator {
    return this.page.locator('.react-flow__edge')
  }

  tab(name: string): Locator {
    // While its command runs, the state stands before the name.
    return this.page.getByRole('tab', { name: new RegExp(`^(?:[A-Z][a-z ]+ )?${name}$`) })
  }

  /** Types a line and runs it. */
  async run(line: string): Promise<void> {
    await this.bar.run(line)
  }

  async stop(): Promise<void> {
    await this.bar.stopButton.click()
  }

  /** By the system's dialog where there is one, else by its path. */
  async chooseWorkspace(path: string): Promise<void> {
    await this.place.answerFolderDialog?.(path)
    const isFirst = (await this.workspaceButton.textContent())?.startsWith('Choose a folder')
    await this.workspaceButton.click()
    if (this.place.answerFolderDialog) {
      // With nothing to list the dialog is there at once.
      if (!isFirst) await this.page.getByRole('button', { name: 'Choose folder…' }).click()
    } else {
      const field = this.page.getByRole('combobox', { name: 'Folder to work in' })
      await field.fill(path)
      await field.press('Enter')
    }
    await expect(this.workspaceButton).toContainText(path.split('/').at(-1) ?? path)
  }

  async openSettings(): Promise<SettingsWindow> {
    await this.page.getByRole('button', { name: 'Settings' }).click()
    await expect(this.settings.dialog).toBeVisible()
    return this.settings
  }

  async openCommand(name: string): Promise<void> {
    await this.sidebar
      .getByRole('button', { name: new RegExp(`^/${name}\\b`) })
      .first()
      .click()
    await expect(this.tab(`/${name}`)).toHaveAttribute('aria-selected', 'true')
  }

  /** A new command of the person's own, with Start and Done. */
  async create(name: string): Promise<void> {
    await this.page.getByRole('button', { name: 'New command' }).click()
    const dialog = this.page.getByRole('dialog', { name: 'New command' })
    await dialog.getByLabel('Name').fill(name)
    await dialog.getByRole('button', { name: 'Create' }).click()
    await expect(this.tab(`/${name}`)).toHaveAttribute('aria-selected', 'true')
    await expect(this.node('Start').box).toBeVisible()
  }

  /** A field of the selected node's settings. */
  setting(title: string): Locator {
    return this.inspector.getByRole('textbox', { name: title, exact: true })
  }

  /** By the menu of the inspector, which the keyboard reaches too. */
  async fromNodeMenu(title: string, entry: string): Promise<void> {
    await this.node(title).select()
    await this.inspector.getByRole('button', { name: 'More for this node' }).click()
    await this.#choose(entry)
  }

  /** By the menu of the command in front. */
  async fromMore(entry: string): Promise<void> {
    await this.page.getByRole('button', { name: 'More', exact: true }).click()
    await this.#choose(entry)
  }

  /** In the menu that is open. Until it has gone and given the focus back, what is pressed next would lose it again; no hand is as fast. */
  async #choose(entry: string): Promise<void> {
    await this.page.getByRole('menuitem', { name: entry }).click()
    await expect(this.page.getByRole('menu')).toHaveCount(0)
  }

  async removeEdge(name: string): Promise<void> {
    await this.page.getByRole('group', { name }).focus()
    await this.page.keyboard.press('Delete')
  }

  /** Resolves once it is on disk. */
  async save(): Promise<void> {
    const button = this.page.getByRole('button', { name: 'Save', exact: true })
    await button.click()
    await expect(button).toBeDisabled()
    await expect(button).toHaveAttribute('aria-busy', 'false')
    await expect(this.page.getByText('Draft kept')).toHaveCount(0)
  }
}
