/** The machines of a run and of every kind, in words. */
import type { MachineCatalog } from '#shared/ipc/views/machine-views.ts'
import type { KindRegistry } from '../kind.ts'
import { describeMachine } from './describe-machine.ts'
import { machineOf } from './machine-of.ts'
import { runMachine } from './run-machine.ts'

export function describeMachines(registry: KindRegistry): MachineCatalog {
  const runs = [...registry].filter(([, { descriptor }]) => descriptor.runs)
  return {
    run: describeMachine(runMachine),
    byKind: Object.fromEntries(
      runs.map(([kind, { behaviour }]) => [kind, describeMachine(machineOf(behaviour.family))]),
    ),
  }
}
