import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** They start the built command line, again and again. */
const COMMAND_LINE = ['test/cli/**/*.test.ts', 'test/host/cli/**/*.test.ts', 'test/crash/**/*.test.ts']

/** Without a state of their own in any module, so that files can share what they import: half of the time of many was that. */
const PLAIN = ['test/{contract,engine,nodes,shared}/**/*.test.ts']

/** Every test but the ones of test/e2e, which Playwright runs. A folder of test/ is the unit to name: `npm run test:unit -- test/engine`. */
export default defineConfig({
  test: {
    // Left alone, Vitest keeps a core for itself, which on two is half of the machine.
    maxWorkers: availableParallelism(),
    // The report is what .ci/run counts.
    reporters: ['default', ['json', { outputFile: 'test-results/vitest.json' }]],
    // Reached by what never comes only, also where the machine does much else: the longest take 10 s at rest.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    // Left alone, what is polled for has one second, which a machine that does much else has taken.
    expect: { poll: { timeout: 30_000 } },
    setupFiles: 'test/support/same-cases.ts',
    projects: [
      {
        extends: true,
        test: {
          name: 'units',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/e2e/**', ...PLAIN, ...COMMAND_LINE],
        },
      },
      {
        extends: true,
        test: { name: 'plain', include: PLAIN, isolate: false },
      },
      {
        extends: true,
        test: {
          name: 'command line',
          include: COMMAND_LINE,
          globalSetup: 'test/support/built-cli.ts',
        },
      },
    ],
  },
})
