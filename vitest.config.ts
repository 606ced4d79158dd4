import { defineConfig } from 'vitest/config'

/** Every test but the ones of test/e2e, which Playwright runs. A folder of test/ is the unit to name: `npm run test:unit -- test/engine`. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/e2e/**'],
    environment: 'node',
    // The report is what .ci/run counts.
    reporters: ['default', ['json', { outputFile: 'test-results/vitest.json' }]],
    testTimeout: 90_000,
    hookTimeout: 60_000,
  },
})
