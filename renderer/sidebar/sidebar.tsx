import { History, Inbox as InboxIcon, MailX, Search } from 'lucide-react'
import type { WorkflowSource, WorkflowSummary } from '#shared/ipc/views/workflow-views.ts'
import { openOverlay } from '../actions/overlays.ts'
import { MOST_LETTERS, useLetters } from '../letters-page/letters.ts'
import { ActionKeys } from '../parts/keys.tsx'
import { useInbox } from '../state/inbox.ts'
import { isOpen, useRunList } from '../state/run-list.ts'
import { showTab, useView } from '../state/view.ts'
import { useWorkflows } from '../state/workflows.ts'
import { CommandRow } from './command-row.tsx'
import { Drafts } from './drafts.tsx'
import { InboxPopover } from './inbox-popover.tsx'
import { ModelStatus } from './model-status.tsx'
import { RecentRuns } from './recent-runs.tsx'
import { SidebarMenu } from './sidebar-menu.tsx'
import { WorkspaceSwitcher } from './workspace-switcher.tsx'
import './sidebar.css'

const GROUPS: readonly { readonly source: WorkflowSource; readonly title: string }[] = [
  { source: 'workspace', title: 'Workspace' },
  { source: 'user', title: 'Yours' },
  { source: 'bundled', title: 'Bundled' },
]

export function Sidebar() {
  const { list, error } = useWorkflows()
  return (
    <nav className="sidebar" aria-label="Commands and runs" data-focus-home={'[aria-current="page"], .sidebar-row'}>
      <WorkspaceSwitcher />
      <SidebarMenu>
        <div className="sidebar-scroll">
          <Places />
          <Drafts />
          {GROUPS.map(({ source, title }) => (
            <CommandGroup key={source} title={title} commands={list.filter((workflow) => workflow.source === source)} />
          ))}
          {error && (
            <p className="wrong sidebar-note" role="alert">
              {error}
            </p>
          )}
          <RecentRuns />
        </div>
      </SidebarMenu>
      <ModelStatus />
    </nav>
  )
}

function Places() {
  const waiting = useInbox(({ items }) => items.length)
  const active = useRunList(({ runs }) => runs.filter(isOpen).length)
  const letters = useLetters(({ open }) => open.length)
  const shown = useView((view) => view.shown)
  return (
    <ul className="sidebar-group">
      <li>
        <button type="button" className="sidebar-row" onClick={() => openOverlay('palette')}>
          <Search size={14} aria-hidden="true" />
          Search
          <span className="end">
            <ActionKeys action="palette" />
          </span>
        </button>
      </li>
      <li>
        <InboxPopover>
          <button type="button" className={waiting > 0 ? 'sidebar-row strong' : 'sidebar-row'}>
            <InboxIcon size={14} aria-hidden="true" />
            Needs you
            {waiting > 0 && (
              <span className="end badge tabular">
                {waiting}
                <span className="visually-hidden"> waiting</span>
              </span>
            )}
          </button>
        </InboxPopover>
        {/* Beside the button: a screen reader says only what changes in a region that was there. */}
        <p className="visually-hidden" role="status">
          {waiting > 0 ? `Needs you: ${waiting} waiting` : ''}
        </p>
      </li>
      <li>
        <button
          type="button"
          className="sidebar-row"
          aria-current={shown === 'runs' ? 'page' : undefined}
          onClick={() => showTab('runs')}
        >
          <History size={14} aria-hidden="true" />
          Runs
          {active > 0 && <span className="end meta tabular">{active} active</span>}
        </button>
      </li>
      {letters > 0 && (
        <li>
          <button
            type="button"
            className="sidebar-row"
            aria-current={shown === 'letters' ? 'page' : undefined}
            onClick={() => showTab('letters')}
          >
            <MailX size={14} aria-hidden="true" />
            Dead letters
            <span className="end meta tabular">{letters === MOST_LETTERS ? `${letters}+` : letters}</span>
          </button>
        </li>
      )}
    </ul>
  )
}

function CommandGroup({ title, commands }: { readonly title: string; readonly commands: readonly WorkflowSummary[] }) {
  if (commands.length === 0) return null
  return (
    <section aria-label={title}>
      <h2 className="sidebar-heading">{title}</h2>
      <ul className="sidebar-group">
        {commands.map((command) => (
          <CommandRow key={command.ref} command={command} />
        ))}
      </ul>
    </section>
  )
}
