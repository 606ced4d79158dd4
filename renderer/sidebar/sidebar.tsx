import { History, Inbox as InboxIcon, type LucideIcon, MailX, Search } from 'lucide-react'
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
        <PageRow page="runs" icon={History} title="Runs" count={active > 0 && `${active} active`} />
      </li>
      {letters > 0 && (
        <li>
          <PageRow
            page="letters"
            icon={MailX}
            title="Dead letters"
            count={letters === MOST_LETTERS ? `${letters}+` : letters}
          />
        </li>
      )}
    </ul>
  )
}

interface PageRowProps {
  readonly page: 'runs' | 'letters'
  readonly icon: LucideIcon
  readonly title: string
  /** At its end; false for none. */
  readonly count: number | string | false
}

function PageRow({ page, icon: Icon, title, count }: PageRowProps) {
  const isShown = useView((view) => view.shown === page)
  return (
    <button
      type="button"
      className="sidebar-row"
      aria-current={isShown ? 'page' : undefined}
      onClick={() => showTab(page)}
    >
      <Icon size={14} aria-hidden="true" />
      {title}
      {count !== false && <span className="end meta tabular">{count}</span>}
    </button>
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
