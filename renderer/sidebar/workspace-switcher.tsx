import { ChevronsUpDown, FolderGit2, FolderOpen } from 'lucide-react'
import { Popover } from 'radix-ui'
import { useState } from 'react'
import { chooseFolder } from '../actions/choose-folder.ts'
import { closeOverlay, useOverlay } from '../actions/overlays.ts'
import { bridge, errorSentence } from '../bridge/bridge.ts'
import { FolderField } from '../parts/folder-field.tsx'
import { changeSettings, readWorkspace, useSettings } from '../state/settings.ts'

/** The folder that runs work in, and the way to another one. */
export function WorkspaceSwitcher() {
  const open = useOverlay((overlay) => overlay.open === 'workspace')
  const workspace = useSettings((state) => state.workspace)
  const toggle = (next: boolean) => {
    if (next) void readWorkspace().catch(() => undefined) // the connection may be gone; the bar says so
    if (next) chooseFolder()
    else closeOverlay('workspace')
  }
  return (
    <Popover.Root open={open} onOpenChange={toggle}>
      <Popover.Trigger asChild>
        <button type="button" className="workspace-switcher">
          <FolderGit2 size={14} aria-hidden="true" />
          <span className="name cut">{workspace?.name ?? 'Choose a folder'}</span>
          <span className="meta cut">{workspace && !workspace.exists ? 'is gone' : workspace?.branch}</span>
          {workspace && <span className="visually-hidden">, choose another folder</span>}
          <ChevronsUpDown size={14} aria-hidden="true" />
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="popover workspace-popover"
          side="bottom"
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label="Folder to work in"
        >
          <WorkspaceChoice />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

function WorkspaceChoice() {
  const settings = useSettings((state) => state.settings)
  const workspace = useSettings((state) => state.workspace)
  const host = useSettings((state) => state.app?.host)
  const [typing, setTyping] = useState(host !== 'electron' && !settings?.workspace)
  const [error, setError] = useState('')
  const take = async (path: string) => {
    try {
      const exists = path === '' || (await bridge.call('workspace.info', { path })).exists
      if (!exists) return setError(`There is no folder ${path}. Check the path, or choose another one.`)
      await changeSettings({ workspace: path })
      closeOverlay('workspace')
    } catch (refused) {
      setError(errorSentence(refused))
    }
  }
  const choose = async () => {
    const { path, supported } = await bridge.call('workspace.choose', {})
    if (!supported) setTyping(true)
    else if (path !== null) await take(path)
  }
  const recent = (settings?.recentWorkspaces ?? []).filter((path) => path !== settings?.workspace)
  return (
    <>
      {workspace && (
        <p className="workspace-now">
          <span className="mono selectable">{workspace.path}</span>
          {workspace.note && <span className="hint">{workspace.note}</span>}
          {!workspace.exists && <span className="wrong">This folder is gone. Choose another one.</span>}
        </p>
      )}
      {recent.length > 0 && <p className="option-group">Recent</p>}
      {recent.map((path) => (
        <button key={path} type="button" className="option" title={path} onClick={() => void take(path)}>
          <FolderOpen size={14} aria-hidden="true" />
          <span>{path.split(/[\\/]/).at(-1)}</span>
          <span className="meta cut">{path}</span>
        </button>
      ))}
      {typing ? (
        <FolderField label="Folder to work in" onChosen={(path) => void take(path)} />
      ) : (
        <button type="button" className="option" onClick={() => void choose()}>
          <FolderOpen size={14} aria-hidden="true" />
          Choose folder…
        </button>
      )}
      {settings?.workspace && (
        <button type="button" className="option" onClick={() => void take('')}>
          <span style={{ width: 14 }} />
          Work without a folder
        </button>
      )}
      {error && (
        <p className="wrong workspace-error" role="alert">
          {error}
        </p>
      )}
    </>
  )
}
