/** The state machines of a run and of each kind, as main describes them. Read when they are first looked at. */
import { useEffect } from 'react'
import { create } from 'zustand'
import type { MachineCatalog } from '#shared/ipc/views/machine-views.ts'
import { bridge, errorSentence } from '../bridge/bridge.ts'

interface Machines {
  readonly catalog: MachineCatalog | undefined
  readonly error: string | undefined
}

const useStore = create<Machines>(() => ({ catalog: undefined, error: undefined }))
let isRead = false

export function useMachines(): Machines {
  useEffect(() => void readMachines(), [])
  return useStore()
}

async function readMachines(): Promise<void> {
  if (isRead) return
  isRead = true
  try {
    useStore.setState({ catalog: await bridge.call('machines.describe', {}), error: undefined })
  } catch (error) {
    isRead = false
    useStore.setState({ error: errorSentence(error) })
  }
}
