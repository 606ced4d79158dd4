/** The menu of a command's row: what can be done with its file. By the right button, or Shift F10. */
import { ArchiveRestore } from 'lucide-react'
import { ContextMenu } from 'radix-ui'
import { Fragment, type ReactNode } from 'react'
import type { WorkflowSummary } from '#shared/ipc/views/workflow-views.ts'
import { FILE_DEEDS } from '../actions/file-actions.ts'
import { openOverlay } from '../actions/overlays.ts'

export function FileMenu({ command, children }: { readonly command: WorkflowSummary; readonly children: ReactNode }) {
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger asChild>{children}</ContextMenu.Trigger>
      <ContextMenu.Portal>
        <ContextMenu.Content className="popover menu" collisionPadding={8} aria-label={`/${command.name}`}>
          <FileItems command={command} />
          <ContextMenu.Item className="option" onSelect={() => openOverlay('deleted-commands')}>
            <ArchiveRestore size={14} aria-hidden="true" />
            Deleted commands…
          </ContextMenu.Item>
        </ContextMenu.Content>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  )
}

export function FileItems({ command }: { readonly command: WorkflowSummary }) {
  return FILE_DEEDS.filter((deed) => deed.whyNot?.(command) === undefined).map((deed, index) => (
    <Fragment key={deed.id}>
      {deed.apart && index > 0 && <ContextMenu.Separator className="rule" />}
      <ContextMenu.Item className="option" onSelect={() => void deed.perform(command)}>
        <deed.icon size={14} aria-hidden="true" />
        {deed.short}
      </ContextMenu.Item>
    </Fragment>
  ))
}
