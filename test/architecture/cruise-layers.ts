/** Runs the rules of .dependency-cruiser.cjs over the layers of one folder. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options'

export const ROOT = resolve(import.meta.dirname, '../..')
export const LAYERS = ['main', 'renderer', 'shared', 'test'] as const

/** Every broken rule as `rule: from -> to`, each followed by what to do instead. */
export async function findBrokenRules(folder: string): Promise<string[]> {
  const options = await extractOptions(join(ROOT, '.dependency-cruiser.cjs'))
  const layers = LAYERS.filter((layer) => existsSync(join(folder, layer)))
  const { output } = await cruise([...layers], { ...options, baseDir: folder })
  // Without an output type the cruiser gives the result itself, not text.
  const { summary } = output as ICruiseResult
  const reasons = new Map(summary.ruleSetUsed?.forbidden?.map((rule) => [rule.name, rule.comment]))
  return summary.violations.map(
    ({ rule, from, to, cycle }) =>
      `${rule.name}: ${[from, ...(cycle?.map((step) => step.name) ?? [to])].join(' -> ')}\n    ${reasons.get(rule.name)}`,
  )
}
