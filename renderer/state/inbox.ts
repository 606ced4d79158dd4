/** Open approvals and questions of all runs: what needs a person. */
import { create } from 'zustand'
import type { InboxItem } from '#shared/ipc/views/run-views.ts'
import { bridge, errorSentence } from '../bridge/bridge.ts'
import { onReconnected } from '../bridge/connection.ts'
import { coalesced } from './frame.ts'

interface Inbox {
  readonly items: readonly InboxItem[]
  readonly error: string | undefined
}

export const useInbox = create<Inbox>(() => ({ items: [], error: undefined }))

export const refreshInbox = coalesced(async () => {
  try {
    useInbox.setState({ items: await bridge.call('inbox.list', {}), error: undefined })
  } catch (error) {
    useInbox.setState({ error: errorSentence(error) })
  }
}, 60)

const CHANGES_INBOX = /^(?:run|approval|input)\.|^node\.(?:interrupted|completed|failed)$/

bridge.on('run.event', (event) => {
  if (CHANGES_INBOX.test(event.type)) refreshInbox()
})
onReconnected(refreshInbox)
refreshInbox()
