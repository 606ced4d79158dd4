/** Figures of repeated measurements, and how a table shows them. */
export interface Figures {
  readonly count: number
  readonly min: number
  readonly median: number
  readonly p95: number
  readonly p99: number
  readonly max: number
}

export function figuresOf(values: readonly number[]): Figures {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
  return { count: sorted.length, min: at(0.0001), median: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) }
}

export interface Row {
  readonly what: string
  readonly goal: string
  readonly figures: Figures
  readonly unit: 'ms' | 'µs' | 'MB' | 'kB'
}

export function tableOf(rows: readonly Row[]): string {
  const shown = (value: number) => (value >= 100 ? value.toFixed(0) : value.toFixed(1))
  const lines = rows.map(({ what, goal, unit, figures: { count, min, median, p95, p99, max } }) =>
    [what, goal, unit, String(count), ...[min, median, p95, p99, max].map(shown)].join(' | '),
  )
  return [
    '| what | goal | unit | n | min | median | p95 | p99 | max |',
    '| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...lines.map((line) => `| ${line} |`),
  ].join('\n')
}
