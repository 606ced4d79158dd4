/** The node kinds, as main describes them. The renderer knows none by itself. */
import { create } from 'zustand'
import { catalogOf, type KindCatalog, type KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import { bridge } from '../bridge/bridge.ts'
import { onReconnected } from '../bridge/connection.ts'

interface Kinds {
  readonly list: readonly KindDescriptor[]
  readonly catalog: KindCatalog
}

export const useKinds = create<Kinds>(() => ({ list: [], catalog: new Map() }))

export function useKind(kind: string): KindDescriptor | undefined {
  return useKinds(({ catalog }) => catalog.get(kind))
}

async function readKinds(): Promise<void> {
  const list = await bridge.call('kinds.list', {})
  useKinds.setState({ list, catalog: catalogOf(list) })
}

onReconnected(() => void readKinds())
void readKinds()
