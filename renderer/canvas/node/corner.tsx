import { NodeResizeControl, ResizeControlVariant } from '@xyflow/react'

/** The lower right corner of a container or a note, by which it is made larger or smaller while it can be edited. */
export function Corner({ minHeight }: { readonly minHeight: number }) {
  return (
    <NodeResizeControl
      className="container-corner nodrag"
      variant={ResizeControlVariant.Handle}
      position="bottom-right"
      minWidth={120}
      minHeight={minHeight}
    />
  )
}
