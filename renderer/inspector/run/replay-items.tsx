/** In a node's menu: running a part of an ended run again. */
import { DropdownMenu } from 'radix-ui'
import { RUN_ENDED } from '#shared/state/run-state.ts'
import { runNow, useNodeState } from '../../state/runs.ts'
import { useShownPath } from '../../state/shown-path.ts'
import { askReplay } from './replay.ts'

export function ReplayItems({ runId, nodeId }: { readonly runId: string; readonly nodeId: string }) {
  const reached = useNodeState(runId, nodeId, useShownPath(runId, nodeId)) !== undefined
  if (!RUN_ENDED.has(runNow(runId).state.status)) return null
  return (
    <>
      {reached && (
        <DropdownMenu.Item className="option" onSelect={() => askReplay({ runId, from: nodeId })}>
          Replay from here…
        </DropdownMenu.Item>
      )}
      <DropdownMenu.Item className="option" onSelect={() => askReplay({ runId, until: nodeId })}>
        Run up to here…
      </DropdownMenu.Item>
      {reached && (
        <DropdownMenu.Item className="option" onSelect={() => askReplay({ runId, from: nodeId, until: nodeId })}>
          Run this node alone…
        </DropdownMenu.Item>
      )}
    </>
  )
}
