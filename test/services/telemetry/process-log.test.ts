/** The log of a process: which lines it keeps, where, how many, and what never stands in them. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { createRedactor } from '#main/services/secrets/redaction.ts'
import { LARGEST_LOG_BYTES, LogFile, MOST_LOG_FILES } from '#main/services/telemetry/log-file.ts'
import { createLogger } from '#main/services/telemetry/logger.ts'
import { Home } from '#test/support/home.ts'

const home = new Home()
afterEach(() => home.remove())

const now = () => Date.UTC(2026, 4, 1)

function logger(setting?: string) {
  const file = new LogFile(home.folder, now)
  const lines: string[] = []
  const log = createLogger({
    now,
    setting,
    file: (line) => file.append(line),
    stderr: (line) => lines.push(line),
    redact: (line) => createRedactor(new Map([['KEY', 'sk-very-secret']]), (name) => `‹${name}›`).redact(line),
    process: 'cli 1',
  })
  return { log, lines }
}

it('keeps lines with the run that they are about, without secrets, in a file of the day', () => {
  const { log } = logger()
  log.debug('not kept')
  log.warn('it said sk-very-secret', { runId: 'r1', correlationId: 'r1', nodeId: 'one' })

  expect(JSON.parse(home.read('logs/slashflow-2026-05-01.jsonl'))).toEqual({
    at: '2026-05-01T00:00:00.000Z',
    level: 'warn',
    process: 'cli 1',
    message: 'it said ‹KEY›',
    runId: 'r1',
    correlationId: 'r1',
    nodeId: 'one',
  })
})

it('writes to standard error where it is told to, nothing when it is off, and refuses what is no level', () => {
  const { log, lines } = logger('debug:stderr')
  log.error('a bug', new Error('broken'))
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ message: 'a bug', error: 'broken' }])
  logger('off').log.error('nothing')
  expect(existsSync(home.path('logs'))).toBe(false)
  expect(() => logger('loud')).toThrow('SLASHFLOW_LOG is "loud"')
})

it('begins another file when one is full, and keeps so many', () => {
  const { log } = logger()
  log.info('first')
  for (let number = 0; number < MOST_LOG_FILES + 3; number += 1) {
    writeFileSync(newest(), 'x'.repeat(LARGEST_LOG_BYTES))
    logger().log.info(`after ${number}`)
  }
  const files = readdirSync(home.path('logs'))
  expect(files).toHaveLength(MOST_LOG_FILES)
  expect(readFileSync(newest(), 'utf8')).toContain(`after ${MOST_LOG_FILES + 2}`)
})

function newest(): string {
  const number = (name: string): number => Number(/\.(\d+)\.jsonl$/.exec(name)?.[1] ?? 0)
  const names = readdirSync(home.path('logs')).sort((a, b) => number(a) - number(b))
  return join(home.path('logs'), names.at(-1) ?? '')
}
