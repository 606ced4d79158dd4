/** The real engine on a data folder, with the effects that can be counted, the machine's clock and real programs. */
import { type OpenedEngine, openEngine } from '#main/compose/open-engine.ts'
import type { Adapters } from '#main/engine/kind.ts'
import { NodeError } from '#main/engine/node-error.ts'
import { createFilesService } from '#main/services/files/files-port.ts'
import { createProcessService } from '#main/services/processes/process-port.ts'
import { SortableIds } from '#main/services/system/sortable-ids.ts'
import { systemClock } from '#main/services/system/system-clock.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { crashKinds } from './crash-kinds.ts'

/** Workflows by name: those that are started, and those that they call. */
export interface Story {
  readonly roots: readonly string[]
  readonly workflows: Readonly<Record<string, Workflow>>
}

export function openCrashEngine(home: string, story: Story, onBug: (error: unknown) => void): Promise<OpenedEngine> {
  const unused = () => {
    throw new Error('no node of a story needs this')
  }
  const adapters: Omit<Adapters, 'memory'> = {
    model: { stream: unused } as unknown as Adapters['model'], // no story calls a model
    notifier: { notify: unused } as unknown as Adapters['notifier'], // nor tells anybody
    process: createProcessService({ clock: systemClock, env: process.env }),
    files: createFilesService(),
    secrets: { placeholder: (name) => `[${name}]`, fill: async (text) => text, redact: (text) => text },
    workflows: {
      find: async (name, args) => {
        const workflow = story.workflows[name]
        if (workflow) return { workflow, trusted: true, args }
        throw new NodeError('workflow.unknown', `There is no command /${name}.`, { retryable: false })
      },
    },
  }
  return openEngine({
    home,
    clock: systemClock,
    ids: new SortableIds(),
    registry: crashKinds(),
    adapters,
    telemetry: { logger: silent, measured: (store) => store, own: quiet },
    onTrouble: (message) => message !== null && onBug(new Error(message)),
    onBug,
  })
}

const quiet = () => undefined
const silent = { debug: quiet, info: quiet, warn: quiet, error: quiet }

/** However often it is called, each root of the story begins once. Returns their run ids, by name. */
export async function startStory(
  { engine }: OpenedEngine,
  story: Story,
  workspace: string,
): Promise<ReadonlyMap<string, string>> {
  const started = new Map<string, string>()
  for (const name of story.roots) {
    const workflow = story.workflows[name]
    if (!workflow) throw new Error(`The story has no workflow ${name}`)
    const request = { workflow, args: {}, workspace, trusted: true, by: 'test', delivery: `begin-${name}` }
    started.set(name, (await engine.start(request)).runId)
  }
  return started
}
