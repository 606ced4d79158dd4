import { DURATION_PATTERN } from './workflow.ts'

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** A hundred years: further off, a date can no longer be written down. */
export const LONGEST_MS = 100 * 365 * 86_400_000

/** Milliseconds of `30s`, `1.5h` …; throws a RangeError on anything else (a checked file never gets here). At most LONGEST_MS. */
export function durationMs(text: string): number {
  if (!DURATION_PATTERN.test(text)) throw new RangeError(`"${text}" is not a duration such as 250ms, 30s, 5m, 2h or 3d`)
  const unit = text.replace(/^[\d.]+/, '')
  return Math.min(Number.parseFloat(text) * (UNIT_MS[unit] ?? Number.NaN), LONGEST_MS)
}
