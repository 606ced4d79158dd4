import { Ellipsis, PanelRight, Play, Plus } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { Fragment } from 'react'
import { errorsOf } from '#shared/workflow/problem.ts'
import { isAvailable, listedActions, perform } from '../actions/action-list.ts'
import { FILE_DEEDS } from '../actions/file-actions.ts'
import { openOverlay } from '../actions/overlays.ts'
import { focusGraphByPress } from '../canvas/walk/focus-graph-of.ts'
import { ActionFace } from '../parts/action-face.tsx'
import { IconButton } from '../parts/icon-button.tsx'
import { blockedRun } from '../parts/problem-words.ts'
import { RadioBar } from '../parts/radio-bar.tsx'
import { Tip } from '../parts/tip.tsx'
import { useDocument } from '../state/documents.ts'
import { foldPanel, type Mode, setMode, type Tab, useShownTab, useView } from '../state/view.ts'
import { SaveState } from './save-state.tsx'
import { Tabs } from './tabs.tsx'
import './top-bar.css'

export function TopBar() {
  const tab = useShownTab()
  return (
    <div className="top-bar-frame">
      <div className="top-bar">
        <Tabs />
        <IconButton icon={Plus} label="New command" action="new" onClick={() => openOverlay('new-command')} />
        <span className="stretch" />
        {tab && <TabControls tab={tab} />}
      </div>
    </div>
  )
}

function TabControls({ tab }: { readonly tab: Tab }) {
  const document = useDocument(tab.ref)
  const inspectorFolded = useView((view) => view.folded.inspector)
  const blocked = errorsOf(document?.problems ?? []).length
  const editing = tab.mode === 'edit'
  const choose = (mode: Mode, event: React.MouseEvent) => {
    setMode(mode)
    focusGraphByPress(event, tab.ref)
  }
  return (
    <>
      {document && <SaveState tab={tab} />}
      {document && <RadioBar label="Edit or run" value={tab.mode} options={MODES} onChoose={choose} />}
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
          <Tip label={blocked > 0 ? blockedRun(blocked) : 'Run'} action="run">
            <button type="button" className="button solid" aria-disabled={blocked > 0} onClick={() => perform('run')}>
              <Play size={12} aria-hidden="true" />
              Run
            </button>
          </Tip>
        </>
      )}
      <TabMenu />
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

const MODES: readonly { readonly value: Mode; readonly label: string }[] = [
  { value: 'edit', label: 'Edit' },
  { value: 'run', label: 'Run' },
]

const DELETE = 'delete-command'

/** Hairlines stand between these. */
const MENU: readonly (readonly string[])[] = [
  ['undo', 'redo', 'revert'],
  ['leave-run', 'resume', 'save-version', 'versions'],
  FILE_DEEDS.filter(({ id }) => id !== DELETE).map(({ id }) => id),
  ['fold-inspector', 'fold-bottom', 'close-tab'],
  [DELETE],
]

/** What is of the command is said shorter here, as in the menu of its row. */
const SHORT: ReadonlyMap<string, string> = new Map(FILE_DEEDS.map(({ id, short }) => [id, short]))

function TabMenu() {
  const actions = new Map(listedActions().map((action) => [action.id, action]))
  const groups = MENU.map((ids) => ids.flatMap((id) => actions.get(id) ?? []).filter(isAvailable))
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
          {groups
            .filter((group) => group.length > 0)
            .map((group, index) => (
              <Fragment key={group[0]?.id}>
                {index > 0 && <DropdownMenu.Separator className="rule" />}
                {group.map((action) => (
                  <DropdownMenu.Item key={action.id} className="option" onSelect={action.perform}>
                    <ActionFace action={action} label={SHORT.get(action.id)} />
                  </DropdownMenu.Item>
                ))}
              </Fragment>
            ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
