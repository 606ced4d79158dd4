/** The Chromium of the machine, and how it is started where tests and measurements look at a page. */
import { existsSync } from 'node:fs'

/** The shell draws pages as Chromium does, without the browser's own windows, which cost as much as a page. */
const SHELL = '/usr/bin/chromium-headless-shell'
const BROWSER = '/usr/bin/chromium'

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Where the system has none, Playwright takes its own, or says what to install. */
function launchOptions(...paths: readonly string[]) {
  const executablePath = process.env.CHROMIUM_PATH ?? paths.find((path) => existsSync(path))
  return { args: [...ARGS], ...(executablePath !== undefined && { executablePath }) }
}

export const chromiumForTests = () => launchOptions(SHELL, BROWSER)

/** The whole browser, where it is there. */
export const chromiumForMeasurements = () => launchOptions(BROWSER, SHELL)
