/** All runs of the data folder, newest first, as the sidebar and the Runs page list them. */
import { create } from 'zustand'
import type { RunSummary } from '#shared/ipc/views/run-views.ts'
import { RUN_ENDED } from '#shared/state/run-state.ts'
import { bridge, errorSentence } from '../bridge/bridge.ts'
import { onReconnected } from '../bridge/connection.ts'
import { coalesced } from './frame.ts'

const REFRESH_MS = 120

interface RunList {
  readonly runs: readonly RunSummary[]
  readonly loaded: boolean
  readonly error: string | undefined
}

export const useRunList = create<RunList>(() => ({ runs: [], loaded: false, error: undefined }))

export const refreshRunList = coalesced(async () => {
  try {
    useRunList.setState({ runs: await bridge.call('runs.list', { limit: 200 }), loaded: true, error: undefined })
  } catch (error) {
    useRunList.setState({ loaded: true, error: errorSentence(error) })
  }
}, REFRESH_MS)

/** The newest run of a command that has not ended. */
export function activeRunOf(runs: readonly RunSummary[], workflow: string): RunSummary | undefined {
  return runs.find((run) => run.workflow === workflow && isOpen(run))
}

export const isOpen = (run: Pick<RunSummary, 'status'>): boolean => !RUN_ENDED.has(run.status)

bridge.on('run.event', (event) => {
  // Streamed text changes nothing that a list shows.
  if (event.type !== 'node.streamed') refreshRunList()
})
onReconnected(refreshRunList)
refreshRunList()
