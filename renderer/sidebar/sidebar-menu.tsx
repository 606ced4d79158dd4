/** The menu of the sidebar beside its rows: what makes, brings in and brings back commands. By the right button. */
import { ContextMenu } from 'radix-ui'
import type { ReactNode } from 'react'
import { listedActions } from '../actions/action-list.ts'
import { ActionFace } from '../parts/action-face.tsx'

const LISTED = ['new', 'import', 'deleted-commands']

export function SidebarMenu({ children }: { readonly children: ReactNode }) {
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger asChild>{children}</ContextMenu.Trigger>
      <ContextMenu.Portal>
        <ContextMenu.Content className="popover menu" collisionPadding={8} aria-label="Commands">
          <SidebarItems />
        </ContextMenu.Content>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  )
}

function SidebarItems() {
  return listedActions()
    .filter(({ id }) => LISTED.includes(id))
    .map((action) => (
      <ContextMenu.Item key={action.id} className="option" onSelect={action.perform}>
        <ActionFace action={action} />
      </ContextMenu.Item>
    ))
}
