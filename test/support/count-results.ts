/** Prints `412 passed, 0 failed` from the reports of Vitest and Playwright; fails when a test failed or none ran. */
import { existsSync, readFileSync } from 'node:fs'

interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

interface VitestReport {
  readonly success: boolean
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly { status: string }[] }[]
}

interface PlaywrightReport {
  readonly stats: {
    readonly expected: number
    readonly unexpected: number
    readonly flaky: number
    readonly skipped: number
  }
  readonly errors: readonly unknown[]
}

const NOTHING: Counts = { passed: 0, failed: 0, skipped: 0 }

function read<Report>(path: string): Report | undefined {
  // The shapes are the documented ones of the two runners; both are pinned by the lock file.
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Report) : undefined
}

function countVitest(report: VitestReport | undefined): Counts {
  if (!report) return NOTHING
  // A file that could not be loaded has no failed test, yet it failed.
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length
  const failed = report.numFailedTests + broken
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && !report.success ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

function countPlaywright(report: PlaywrightReport | undefined): Counts {
  if (!report) return NOTHING
  const { expected, unexpected, flaky, skipped } = report.stats
  return { passed: expected, failed: unexpected + flaky + report.errors.length, skipped }
}

const parts = [
  countVitest(read<VitestReport>('test-results/vitest.json')),
  countPlaywright(read<PlaywrightReport>('test-results/playwright.json')),
]
const sum = (key: keyof Counts) => parts.reduce((total, part) => total + part[key], 0)
const [passed, failed, skipped] = [sum('passed'), sum('failed'), sum('skipped')]

console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0
