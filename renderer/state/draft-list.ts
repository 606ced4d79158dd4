/** The drafts of this data folder that differ from their file, also those of tabs that are closed. */
import { create } from 'zustand'
import type { DraftSummary } from '#shared/ipc/views/draft-views.ts'
import { bridge } from '../bridge/bridge.ts'
import { onReconnected } from '../bridge/connection.ts'
import { coalesced } from './frame.ts'

interface DraftList {
  readonly drafts: readonly DraftSummary[]
}

export const useDraftList = create<DraftList>(() => ({ drafts: [] }))

const refresh = coalesced(async () => useDraftList.setState({ drafts: await bridge.call('drafts.list', {}) }), 150)

bridge.on('drafts.changed', refresh)
onReconnected(refresh)
refresh()
