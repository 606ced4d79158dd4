import type { PreviewedStep, RunPreview } from '#shared/ipc/views/run-views.ts'
import { printable, shortPath, type Terminal } from '../terminal.ts'
import { table } from './table.ts'

/** What would run, in order, with what asks. `allowed`: everything is answered with yes. */
export function previewText(preview: RunPreview, terminal: Terminal, allowed: boolean): string {
  const { paint } = terminal
  const args = Object.entries(preview.args).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
  const depths = depthsOf(preview.steps)
  const rows = preview.steps.map((step) => [
    `${insetOf(depths.get(step.nodeId) ?? 0)}${step.nodeId}`,
    step.kind,
    effectWords(step),
    asksWords(step, allowed),
    remarkOn(step),
  ])
  const facts = [
    paint('bold', printable([`/${preview.workflow}`, ...args].join(' '))),
    preview.workspace && `in ${shortPath(preview.workspace)}`,
    preview.trusted ? '' : 'not trusted: every effect asks first',
    paint('grey', 'nothing was started'),
  ]
  return `${facts.filter(Boolean).join('\n')}\n\n${table(['node', 'kind', 'effect', 'asks', ''], rows, terminal)}`
}

function remarkOn({ disabled, conditional, undoes }: PreviewedStep): string {
  const remarks = [
    disabled && 'disabled',
    conditional && 'only where the way leads here',
    undoes && `only to undo ${undoes.join(', ')}`,
  ]
  return remarks.filter(Boolean).join(', ')
}

function depthsOf(steps: readonly PreviewedStep[]): ReadonlyMap<string, number> {
  const depths = new Map<string, number>()
  for (const { nodeId, parent } of steps) depths.set(nodeId, parent === undefined ? 0 : (depths.get(parent) ?? 0) + 1)
  return depths
}

function effectWords({ effect }: PreviewedStep): string {
  if (effect === 'never') return ''
  return effect === 'always' ? 'yes' : 'depends'
}

function asksWords({ asks, effect }: PreviewedStep, allowed: boolean): string {
  if (asks === 'never') return effect === 'never' ? '' : 'no, runs unasked'
  if (allowed) return 'no, answered with yes'
  return asks === 'always' ? 'a person' : 'before it happens'
}

/** A table keeps no blanks at the beginning of a cell. */
export const insetOf = (depth: number): string => (depth === 0 ? '' : `${'· '.repeat(depth - 1)}└ `)
