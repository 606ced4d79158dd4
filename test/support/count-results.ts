/**
 * Names what failed in the reports of Vitest and Playwright, and prints `412 passed, 0 failed` last; fails when a test
 * failed or one of the two ran none.
 */
import { existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'

interface Counts {
  readonly passed: number
  readonly skipped: number
  /** In words: where, which, and how it began to say why. */
  readonly failed: readonly string[]
}

// The shapes are the documented ones of the two runners; both are pinned by the lock file.

interface VitestReport {
  readonly success: boolean
  readonly numPassedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly VitestFile[]
}

interface VitestFile {
  readonly name: string
  readonly status: string
  readonly message: string
  readonly assertionResults: readonly {
    readonly status: string
    readonly fullName: string
    readonly failureMessages: readonly string[] | null
  }[]
}

interface PlaywrightReport {
  readonly stats: { readonly expected: number; readonly skipped: number }
  readonly errors: readonly { readonly message?: string }[]
  readonly suites: readonly PlaywrightSuite[]
}

interface PlaywrightSuite {
  readonly specs: readonly PlaywrightSpec[]
  readonly suites?: readonly PlaywrightSuite[]
}

interface PlaywrightSpec {
  readonly title: string
  readonly file: string
  readonly tests: readonly {
    readonly projectName: string
    readonly status: 'expected' | 'unexpected' | 'flaky' | 'skipped'
    readonly results: readonly { readonly errors: readonly { readonly message?: string }[] }[]
  }[]
}

function read<Report>(path: string): Report | undefined {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Report) : undefined
}

function countVitest(report: VitestReport | undefined): Counts {
  const passed = report?.numPassedTests ?? 0
  const failed = report?.testResults.flatMap(failuresOf) ?? []
  if (report && !report.success && failed.length === 0) failed.push('Vitest failed outside of its tests')
  return {
    passed,
    failed: passed === 0 ? [...failed, 'no test of Vitest passed'] : failed,
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
  }
}

function failuresOf({ name, status, message, assertionResults }: VitestFile): string[] {
  const file = relative(process.cwd(), name)
  const failed = assertionResults.filter((test) => test.status === 'failed')
  // A file that could not be loaded has no failed test, yet it failed.
  if (status === 'failed' && failed.length === 0) return [inWords(file, message)]
  return failed.map(({ fullName, failureMessages }) => inWords(`${file} › ${fullName}`, failureMessages?.[0]))
}

function countPlaywright(report: PlaywrightReport | undefined): Counts {
  const passed = report?.stats.expected ?? 0
  const failed = [
    ...(report?.errors ?? []).map(({ message }) => inWords('Playwright', message)),
    ...(report?.suites ?? []).flatMap(specsOf).flatMap(failuresOfSpec),
  ]
  return {
    passed,
    failed: passed === 0 ? [...failed, 'no test of Playwright passed'] : failed,
    skipped: report?.stats.skipped ?? 0,
  }
}

function specsOf({ specs, suites = [] }: PlaywrightSuite): readonly PlaywrightSpec[] {
  return [...specs, ...suites.flatMap(specsOf)]
}

function failuresOfSpec({ title, file, tests }: PlaywrightSpec): string[] {
  return tests
    .filter(({ status }) => status === 'unexpected' || status === 'flaky')
    .map(({ projectName, results }) =>
      inWords(`[${projectName}] ${file} › ${title}`, results.flatMap(({ errors }) => errors)[0]?.message),
    )
}

/** The first line says enough here; the whole message stands above, where the test ran. */
function inWords(what: string, message = ''): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the runners colour their messages
  const [line = ''] = message.replaceAll(/\u001B\[[\d;]*m/g, '').split('\n')
  return line === '' ? what : `${what}: ${line}`
}

const parts = [countVitest(read('test-results/vitest.json')), countPlaywright(read('test-results/playwright.json'))]
const failed = parts.flatMap((part) => part.failed)
const sum = (key: 'passed' | 'skipped') => parts.reduce((total, part) => total + part[key], 0)

for (const what of failed) console.log(`FAILED ${what}`)
const skipped = sum('skipped')
console.log(`${sum('passed')} passed, ${failed.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exitCode = failed.length > 0 ? 1 : 0
