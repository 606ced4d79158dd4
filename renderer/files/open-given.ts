import type { WindowIntent } from '#shared/ipc/calls/app-calls.ts'
import { focusGraphOf } from '../canvas/walk/focus-graph-of.ts'
import { until } from '../state/until.ts'
import { openTab } from '../state/view.ts'
import { useWorkflows } from '../state/workflows.ts'
import { openImport } from './import-state.ts'

/** A file that was opened with the app: a command that is known is shown, any other is offered for import. */
export async function openGiven({ path, text }: NonNullable<WindowIntent['file']>): Promise<void> {
  await until(useWorkflows, ({ loaded }) => loaded)
  const known = useWorkflows.getState().list.some(({ ref }) => ref === path)
  if (!known) return openImport({ text, from: path.split(/[\\/]/).at(-1) ?? path })
  openTab(path, { mode: 'edit', runId: null })
  focusGraphOf(path)
}
