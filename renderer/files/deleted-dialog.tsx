/** The commands that were deleted, or gave way to another file, and the way back for each. */
import { Trash2, Workflow } from 'lucide-react'
import { useEffect, useState } from 'react'
import { toast } from 'sonner'
import { CallError } from '#shared/ipc/call-error.ts'
import type { DeletedCommand } from '#shared/ipc/views/workflow-views.ts'
import { freeSlashName } from '#shared/workflow/slash-name.ts'
import { closeOverlay, openOverlay, useOverlay } from '../actions/overlays.ts'
import { bridge, errorSentence } from '../bridge/bridge.ts'
import { focusGraphOf } from '../canvas/walk/focus-graph-of.ts'
import { atWords } from '../glyphs/time.ts'
import { CommandName } from '../parts/command-name.tsx'
import { confirmFirst } from '../parts/confirm.tsx'
import { IconButton } from '../parts/icon-button.tsx'
import { Modal } from '../parts/modal.tsx'
import { openTab } from '../state/view.ts'
import { refreshWorkflows, useWorkflows } from '../state/workflows.ts'
import { askName } from './name-question.ts'
import './deleted-dialog.css'

/** Mounted once, by the window. */
export function DeletedDialog() {
  const open = useOverlay((overlay) => overlay.open === 'deleted-commands')
  return open ? <DeletedList /> : null
}

const close = (): void => closeOverlay('deleted-commands')

function DeletedList() {
  const [deleted, setDeleted] = useState<readonly DeletedCommand[]>()
  const [wrong, setWrong] = useState<string>()
  useEffect(() => {
    const read = () =>
      void bridge
        .call('workflows.deleted', {})
        .then(setDeleted)
        .catch((error: unknown) => setWrong(errorSentence(error)))
    read()
    // One may be on its way here still.
    return bridge.on('workflows.changed', read)
  }, [])
  // The focus goes to the first row, so the dialog comes with its rows.
  if (!deleted && wrong === undefined) return null
  return (
    <Modal
      title="Deleted commands"
      open
      onClose={close}
      className="deleted"
      footer={
        deleted &&
        deleted.length > 0 && (
          <button type="button" className="button" onClick={() => askPurge(deleted)}>
            Empty…
          </button>
        )
      }
    >
      {wrong !== undefined && (
        <p className="wrong" role="alert">
          {wrong}
        </p>
      )}
      {deleted?.length === 0 && <p className="dialog-words">No command was deleted.</p>}
      {deleted && deleted.length > 0 && (
        <>
          <ul className="deleted-list" aria-label="Deleted commands">
            {deleted.map((command) => (
              <DeletedRow
                key={command.keptAt}
                command={command}
                onWrong={setWrong}
                onPurge={() => askPurge([command])}
              />
            ))}
          </ul>
          <p className="hint">
            They stay until you destroy them. What was edited in one and not saved is among its versions.
          </p>
        </>
      )}
    </Modal>
  )
}

interface DeletedRowProps {
  readonly command: DeletedCommand
  onWrong(words: string): void
  onPurge(): void
}

function DeletedRow({ command, onWrong, onPurge }: DeletedRowProps) {
  const { name, title, at } = command
  const restore = async () => {
    try {
      await bringBack(command)
    } catch (error) {
      if (error instanceof CallError && error.code === 'workflow.name-taken') askOtherName(command)
      else onWrong(errorSentence(error))
    }
  }
  return (
    <li>
      <Workflow size={14} aria-hidden="true" />
      <CommandName name={name} />
      <span className="meta cut">{title === '' ? placeOf(command) : `${title}, ${placeOf(command)}`}</span>
      <span className="meta tabular">{atWords(at)}</span>
      <button type="button" className="button small" aria-label={`Restore /${name}`} onClick={() => void restore()}>
        Restore
      </button>
      <IconButton icon={Trash2} small label={`Destroy /${name}…`} onClick={onPurge} />
    </li>
  )
}

/** Nothing brings it back after that, so it is asked about, whatever it is. */
function askPurge(commands: readonly DeletedCommand[]): void {
  const [only] = commands.length === 1 ? commands : []
  const back = () => openOverlay('deleted-commands')
  close()
  confirmFirst({
    title: only ? `Destroy /${only.name}?` : `Destroy ${commands.length} deleted commands?`,
    message: `${only ? 'Its file and its earlier versions are' : 'Their files and earlier versions are'} removed from this computer, and nothing brings them back. Runs keep the version they were started with.`,
    yes: only ? 'Destroy it' : `Destroy ${commands.length}`,
    onNo: back,
    onYes: () =>
      void bridge
        .call('workflows.purge', { keptAt: commands.map(({ keptAt }) => keptAt) })
        .catch((error: unknown) => toast.error(errorSentence(error)))
        .finally(back),
  })
}

/** The folder that holds `.slashflow`, or whose commands they are. */
function placeOf({ ref, source }: DeletedCommand): string {
  return source === 'user' ? 'among yours' : `in ${ref.split(/[\\/]/).at(-3) ?? ref}`
}

async function bringBack({ ref, keptAt }: DeletedCommand, name?: string): Promise<void> {
  const back = await bridge.call('workflows.restore', { ref, keptAt, ...(name !== undefined && { name }) })
  close()
  refreshWorkflows()
  openTab(back.ref)
  focusGraphOf(back.ref)
}

function askOtherName(command: DeletedCommand): void {
  const taken = new Set(useWorkflows.getState().list.map(({ name }) => name))
  close()
  askName({
    title: `Restore /${command.name} under another name`,
    yes: 'Restore',
    name: freeSlashName(command.name, taken.add(command.name)),
    message: `There is a /${command.name} again by now. It stays as it is.`,
    async onYes(name) {
      await bringBack(command, name)
      return undefined
    },
  })
}
