/** The menu of a tab: closing it and others, and what can be done with its file. By the right button, or Shift F10. */
import { X } from 'lucide-react'
import { ContextMenu } from 'radix-ui'
import type { ReactNode } from 'react'
import { listedActions } from '../actions/action-list.ts'
import { FileItems } from '../files/file-menu.tsx'
import { ActionFace } from '../parts/action-face.tsx'
import { close, useView } from '../state/view.ts'
import { useWorkflow } from '../state/workflows.ts'

export function TabMenu({ refName, children }: { readonly refName: string; readonly children: ReactNode }) {
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger asChild>{children}</ContextMenu.Trigger>
      <ContextMenu.Portal>
        <ContextMenu.Content className="popover menu" collisionPadding={8} aria-label="Tab">
          <CloseItems refName={refName} />
          <TabFileItems refName={refName} />
        </ContextMenu.Content>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  )
}

function CloseItems({ refName }: { readonly refName: string }) {
  const { tabs, pages } = useView.getState()
  const refs: readonly string[] = [...pages, ...tabs.map(({ ref }) => ref)]
  const others = refs.filter((ref) => ref !== refName)
  const after = refs.slice(refs.indexOf(refName) + 1)
  const reopen = listedActions().find(({ id }) => id === 'reopen-tab')
  return (
    <>
      <CloseItem words="Close" refs={[refName]} />
      {others.length > 0 && <CloseItem words="Close others" refs={others} />}
      {after.length > 0 && others.length > after.length && <CloseItem words="Close those to the right" refs={after} />}
      {reopen?.available?.() && (
        <ContextMenu.Item className="option" onSelect={reopen.perform}>
          <ActionFace action={reopen} />
        </ContextMenu.Item>
      )}
    </>
  )
}

function CloseItem({ words, refs }: { readonly words: string; readonly refs: readonly string[] }) {
  return (
    <ContextMenu.Item className="option" onSelect={() => refs.forEach(close)}>
      <X size={14} aria-hidden="true" />
      {words}
    </ContextMenu.Item>
  )
}

function TabFileItems({ refName }: { readonly refName: string }) {
  const command = useWorkflow(refName)
  if (!command) return null
  return (
    <>
      <ContextMenu.Separator className="rule" />
      <FileItems command={command} />
    </>
  )
}
