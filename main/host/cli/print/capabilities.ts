import type { Capabilities } from '#shared/ipc/views/workflow-views.ts'
import { printable } from '../terminal.ts'

/** What a file can do, a line each. */
export function capabilitiesText(name: string, capabilities: Capabilities): string {
  const lines: readonly (readonly [string, readonly string[]])[] = [
    ['runs programs', capabilities.programs],
    ['asks hosts', capabilities.hosts],
    ['reads or writes', capabilities.paths],
    ['calls models', capabilities.models],
    ['calls tools', capabilities.tools],
    ['sends out secrets', capabilities.secrets],
    ['runs commands', capabilities.commands],
    ['publishes events', capabilities.emits],
    ['remembers', capabilities.remembers],
    ['waits', capabilities.delays],
    ['has nodes of unknown kinds', capabilities.unknown],
    ['once trusted, is begun by events', capabilities.beginsOn],
    ['once trusted, does unasked', capabilities.unasked],
    ['once trusted, passes over', capabilities.passedOver],
  ]
  const told = lines.filter(([, things]) => things.length > 0)
  if (told.length === 0) return `/${name} has no effects\n`
  return `/${name}\n${told.map(([label, things]) => `  ${label}: ${printable(things.join(', '))}\n`).join('')}`
}
