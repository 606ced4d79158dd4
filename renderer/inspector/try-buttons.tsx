/** In the head of a node: run it, and pin what it gave. */
import { Pin, PinOff, Play } from 'lucide-react'
import type { WorkflowNode } from '#shared/workflow/workflow.ts'
import { useKeysOf } from '../actions/shortcuts.ts'
import { startTry } from '../actions/try-actions.ts'
import { isPinnable, isPinned } from '../canvas/edit/pins.ts'
import { atWords } from '../glyphs/time.ts'
import { IconButton } from '../parts/icon-button.tsx'
import { useDataRun, useRunsOfCommand } from '../state/data-run.ts'
import { useDocumentPart } from '../state/documents.ts'
import { useKind } from '../state/kinds.ts'
import { pinFromRun, unpinNodes } from '../state/pins.ts'
import { tryNode } from '../state/try-run.ts'

export interface TryButtonsProps {
  readonly documentRef: string
  readonly node: WorkflowNode
}

export function TryButtons({ documentRef, node }: TryButtonsProps) {
  const kind = useKind(node.kind)
  useRunsOfCommand(useDocumentPart(documentRef, (document) => document?.workflow?.name))
  const run = useDataRun(documentRef)
  const keys = useKeysOf('try-node')
  const pinKeys = useKeysOf('pin')
  if (!kind?.runs) return null
  const data = run && atWords(run.state.startedAt)
  const pinned = isPinned(node)
  return (
    <>
      <IconButton
        icon={Play}
        label={data ? `Run this node with the data of ${data}` : 'Run up to this node'}
        keys={keys}
        onClick={() => void startTry(tryNode, { ref: documentRef, nodeId: node.id })}
      />
      {isPinnable(kind) && (
        <IconButton
          icon={pinned ? PinOff : Pin}
          label={pinned ? 'Unpin the output' : data ? `Pin the output of ${data}` : 'Pin an output'}
          keys={pinKeys}
          aria-pressed={pinned}
          onClick={() => (pinned ? unpinNodes(documentRef, [node.id]) : void pinFromRun(documentRef, [node.id]))}
        />
      )}
    </>
  )
}
