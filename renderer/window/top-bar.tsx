import { Ellipsis, PanelRight, Play, Plus } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { toast } from 'sonner'
import { errorsOf } from '#shared/workflow/problem.ts'
import { isAvailable, listedActions, perform } from '../actions/action-list.ts'
import { openOverlay } from '../actions/overlays.ts'
import { bridge, errorSentence } from '../bridge/bridge.ts'
import { confirmFirst } from '../parts/confirm.tsx'
import { IconButton } from '../parts/icon-button.tsx'
import { ActionKeys } from '../parts/keys.tsx'
import { Tip } from '../parts/tip.tsx'
import { useDocument } from '../state/documents.ts'
import { closeTab, foldPanel, type Mode, setBottomTab, setMode, type Tab, useShownTab, useView } from '../state/view.ts'
import { useWorkflow } from '../state/workflows.ts'
import { SaveState } from './save-state.tsx'
import { Tabs } from './tabs.tsx'
import './top-bar.css'

export function TopBar() {
  const tab = useShownTab()
  return (
    <div className="top-bar">
      <Tabs />
      <IconButton icon={Plus} label="New command" action="new" onClick={() => openOverlay('new-command')} />
      <span className="stretch" />
      {tab && <TabControls tab={tab} />}
    </div>
  )
}

function TabControls({ tab }: { readonly tab: Tab }) {
  const document = useDocument(tab.ref)
  const inspectorFolded = useView((view) => view.folded.inspector)
  const blocked = errorsOf(document?.problems ?? []).length
  const editing = tab.mode === 'edit'
  return (
    <>
      {document && <SaveState tab={tab} />}
      {document && <ModeSwitch tab={tab} />}
      {editing && document?.workflow && (
        <>
          <Tip label="Save" action="save">
            <button
              type="button"
              className="button"
              disabled={!document.dirty || document.saving}
              aria-busy={document.saving}
              onClick={() => perform('save')}
            >
              Save
            </button>
          </Tip>
          <Tip
            label={blocked > 0 ? `${blocked} ${blocked === 1 ? 'error blocks' : 'errors block'} Run` : 'Run'}
            action="run"
          >
            <button
              type="button"
              className="button solid"
              aria-disabled={blocked > 0}
              onClick={() => (blocked > 0 ? showProblems() : perform('run'))}
            >
              <Play size={12} aria-hidden="true" />
              Run
            </button>
          </Tip>
        </>
      )}
      <TabMenu tab={tab} />
      {inspectorFolded && (
        <IconButton
          icon={PanelRight}
          label="Show the inspector"
          action="fold-inspector"
          onClick={() => foldPanel('inspector', false)}
        />
      )}
    </>
  )
}

function showProblems(): void {
  setBottomTab('problems')
  foldPanel('bottom', false)
}

const MODES: readonly { readonly mode: Mode; readonly label: string }[] = [
  { mode: 'edit', label: 'Edit' },
  { mode: 'run', label: 'Run' },
]

function ModeSwitch({ tab }: { readonly tab: Tab }) {
  return (
    <div className="segmented" role="radiogroup" aria-label="Edit or run">
      {MODES.map(({ mode, label }) => (
        // biome-ignore lint/a11y/useSemanticElements: a segmented control, one of two
        <button key={mode} type="button" role="radio" aria-checked={tab.mode === mode} onClick={() => setMode(mode)}>
          {label}
        </button>
      ))}
    </div>
  )
}

const MENU = [
  'undo',
  'redo',
  'revert',
  'save-version',
  'versions',
  'leave-run',
  'resume',
  'fold-inspector',
  'fold-bottom',
  'close-tab',
]

function TabMenu({ tab }: { readonly tab: Tab }) {
  const workflow = useWorkflow(tab.ref)
  return (
    <DropdownMenu.Root>
      <Tip label="More">
        <DropdownMenu.Trigger asChild>
          <button type="button" className="icon-button" aria-label="More">
            <Ellipsis size={14} aria-hidden="true" />
          </button>
        </DropdownMenu.Trigger>
      </Tip>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="popover menu" align="end" sideOffset={4} collisionPadding={8}>
          {listedActions()
            .filter((action) => MENU.includes(action.id) && isAvailable(action))
            .map((action) => (
              <DropdownMenu.Item key={action.id} className="option" onSelect={action.perform}>
                {action.label}
                <span className="end">
                  <ActionKeys action={action.id} />
                </span>
              </DropdownMenu.Item>
            ))}
          {workflow && workflow.source !== 'bundled' && (
            <DropdownMenu.Item className="option" onSelect={() => askDelete(workflow.ref, workflow.name)}>
              Delete /{workflow.name}…
            </DropdownMenu.Item>
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

function askDelete(ref: string, name: string): void {
  const remove = async () => {
    try {
      const { keptAt } = await bridge.call('workflows.delete', { ref })
      closeTab(ref)
      toast(`Deleted /${name}. The file is kept at ${keptAt}.`)
    } catch (error) {
      toast.error(errorSentence(error))
    }
  }
  confirmFirst({
    title: `Delete /${name}?`,
    message: 'The file is moved into the data folder’s “deleted”, not destroyed. Its runs stay.',
    yes: 'Delete',
    onYes: () => void remove(),
  })
}
