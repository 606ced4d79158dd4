import { Command } from 'cmdk'
import { CornerDownRight, Workflow } from 'lucide-react'
import { actionsNow, isAvailable } from '../actions/actions.ts'
import { closeOverlay, openOverlay, useOverlay } from '../actions/overlays.ts'
import { keysOf } from '../actions/shortcuts.ts'
import { argsLine } from '../command-bar/command-line.ts'
import { describeRun } from '../glyphs/describe-node-state.ts'
import { StateGlyph } from '../glyphs/state-glyph.tsx'
import { atWords } from '../glyphs/time.ts'
import { CommandName } from '../parts/command-name.tsx'
import { Keys } from '../parts/keys.tsx'
import { useRunList } from '../state/run-list.ts'
import { openRun } from '../state/start-run.ts'
import { openTab } from '../state/view.ts'
import { useWorkflows } from '../state/workflows.ts'
import './palette.css'

const LISTED_RUNS = 50

/** Everything by name: commands, runs, and what the window can do. */
export function Palette() {
  const open = useOverlay((overlay) => overlay.open === 'palette')
  return (
    <Command.Dialog
      open={open}
      onOpenChange={(next) => (next ? openOverlay('palette') : closeOverlay('palette'))}
      label="Search commands, runs and actions"
      overlayClassName="scrim"
      contentClassName="dialog palette"
      loop
      filter={fit}
    >
      <Command.Input placeholder="Search commands, runs and actions" />
      <Command.List>
        <Command.Empty>Nothing of that name.</Command.Empty>
        {open && <Entries />}
      </Command.List>
    </Command.Dialog>
  )
}

/** By whole words rather than scattered letters: what is named so comes before what only speaks of it. */
function fit(value: string, search: string, keywords: readonly string[] = []): number {
  const wanted = search.trim().toLowerCase()
  const name = value.toLowerCase()
  if (name.startsWith(wanted) || name.startsWith(`/${wanted}`)) return 1
  if (name.split(/[\s/-]+/).some((word) => word.startsWith(wanted))) return 0.8
  if (name.includes(wanted)) return 0.5
  const all = [name, ...keywords].join(' ').toLowerCase()
  return wanted.split(/\s+/).every((word) => all.includes(word)) ? 0.2 : 0
}

function Entries() {
  const workflows = useWorkflows((state) => state.list)
  const runs = useRunList((state) => state.runs)
  const pick = (deed: () => void) => () => {
    closeOverlay('palette')
    deed()
  }
  return (
    <>
      <Command.Group heading="Commands">
        {workflows.map((workflow) => (
          <Command.Item
            key={workflow.ref}
            value={`/${workflow.name} ${workflow.ref}`}
            keywords={[workflow.title, workflow.description]}
            onSelect={pick(() => openTab(workflow.ref))}
            className="option"
          >
            <Workflow size={14} aria-hidden="true" />
            <CommandName name={workflow.name} />
            <span className="meta cut">{workflow.title}</span>
          </Command.Item>
        ))}
      </Command.Group>
      <Command.Group heading="Actions">
        {actionsNow()
          .filter((action) => action.id !== 'palette' && isAvailable(action))
          .map((action) => (
            <Command.Item key={action.id} value={action.label} onSelect={pick(action.perform)} className="option">
              <CornerDownRight size={14} aria-hidden="true" />
              {action.label}
              {action.keys && (
                <span className="end">
                  <Keys keys={keysOf(action.id) ?? ''} />
                </span>
              )}
            </Command.Item>
          ))}
      </Command.Group>
      <Command.Group heading="Runs">
        {runs.slice(0, LISTED_RUNS).map((run) => (
          <Command.Item
            key={run.runId}
            value={`/${run.workflow} ${argsLine(run.args)} ${run.runId}`}
            onSelect={pick(() => openRun(run))}
            className="option"
          >
            <StateGlyph state={describeRun(run).glyph} size={12} label={describeRun(run).word} />
            <CommandName name={run.workflow} />
            <span className="meta mono cut">{argsLine(run.args)}</span>
            <span className="end tabular">{atWords(run.startedAt)}</span>
          </Command.Item>
        ))}
      </Command.Group>
    </>
  )
}
