import { useStoreApi } from '@xyflow/react'
import { useState } from 'react'

const measureNothing = (): void => undefined

/**
 * Nodes come with their sizes and the places of their ports, so React Flow need not ask the browser, which makes it lay out the
 * page for each node that comes into sight. It also need not find ports on a face that has none: far away edges end there all
 * the same.
 */
export function useUnmeasured(): void {
  const store = useStoreApi()
  useState(() => store.setState({ updateNodeInternals: measureNothing }))
}
