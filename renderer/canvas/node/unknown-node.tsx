import { memo } from 'react'
import type { NodeView } from '../model/node-view.ts'

/** A kind from a newer version: kept as it is, since saving must lose nothing. */
export const UnknownNode = memo(function UnknownNode({ view }: { readonly view: NodeView }) {
  return (
    <>
      <p className="node-title">Unknown kind “{view.node.kind}”</p>
      <p className="unknown-text">This version of Slashflow does not know it. It is kept as it is.</p>
    </>
  )
})
