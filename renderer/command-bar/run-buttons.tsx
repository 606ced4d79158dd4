/** Beside the one Stop button: pause, go on, one step; and in its menu, stop and undo. Each is there only while it can do something. */
import { ChevronUp, Pause, Play, Square, StepForward } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { isAvailable, listedActions, perform } from '../actions/action-list.ts'
import { IconButton } from '../parts/icon-button.tsx'
import { ActionKeys } from '../parts/keys.tsx'
import { canPause, canStep, isPaused } from '../state/run-facts.ts'
import { useRunValue } from '../state/runs.ts'
import { undoable } from '../state/undoable.ts'

export function RunButtons({ runId }: { readonly runId: string }) {
  const status = useRunValue(runId, ({ state }) => state.status)
  const pausable = useRunValue(runId, ({ state }) => canPause(state))
  const paused = useRunValue(runId, ({ state }) => isPaused(state))
  const steps = useRunValue(runId, ({ state }) => canStep(state))
  return (
    <>
      {steps && (
        <IconButton
          icon={StepForward}
          label="Step: start one held node"
          action="step"
          side="top"
          onClick={() => perform('step')}
        />
      )}
      {pausable && <IconButton icon={Pause} label="Pause" action="pause" side="top" onClick={() => perform('pause')} />}
      {paused && (
        <button type="button" className="button" onClick={() => perform('resume')}>
          <Play size={12} aria-hidden="true" />
          Resume
          <ActionKeys action="resume" />
        </button>
      )}
      <span className="stop-group">
        <button
          type="button"
          className="button stop-button"
          disabled={status === 'stopping'}
          onClick={() => perform('stop')}
        >
          <Square size={10} fill="currentColor" aria-hidden="true" />
          {status === 'stopping' ? 'Stopping' : status === 'compensating' ? 'Stop undoing' : 'Stop'}
          <ActionKeys action="stop" />
        </button>
        {status !== 'stopping' && status !== 'compensating' && <StopMenu runId={runId} />}
      </span>
    </>
  )
}

const MENU = ['stop-undo', 'hold-at-checkpoint']

/** Other ways to stop, where there are any. */
function StopMenu({ runId }: { readonly runId: string }) {
  const some = useRunValue(runId, ({ events, workflow }) => undoable(events, workflow).length > 0) ?? false
  // Whether it has a checkpoint is known with its workflow, which may come after its first events.
  useRunValue(runId, ({ workflow }) => workflow)
  const rows = listedActions().filter((action) => MENU.includes(action.id) && isAvailable(action))
  if (!some && rows.length === 0) return null
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger className="button stop-more" aria-label="Other ways to stop">
        <ChevronUp size={12} aria-hidden="true" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="popover menu" side="top" align="end" sideOffset={4} collisionPadding={8}>
          {rows.map((action) => (
            <DropdownMenu.Item key={action.id} className="option" onSelect={action.perform}>
              {action.label}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
