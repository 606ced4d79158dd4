import { Workflow } from 'lucide-react'
import type { WorkflowSummary } from '#shared/ipc/views/workflow-views.ts'
import { errorsOf } from '#shared/workflow/problem.ts'
import { focusGraphByPress } from '../canvas/walk/focus-graph-of.ts'
import { FileMenu } from '../files/file-menu.tsx'
import { describeRun } from '../glyphs/describe-node-state.ts'
import { StateGlyph } from '../glyphs/state-glyph.tsx'
import { CommandName } from '../parts/command-name.tsx'
import { Tip } from '../parts/tip.tsx'
import { activeRunOf, useRunList } from '../state/run-list.ts'
import { openTab, useView } from '../state/view.ts'

/** One command: opens it; shows the state of its newest run that has not ended. */
export function CommandRow({ command }: { readonly command: WorkflowSummary }) {
  const shown = useView((view) => view.shown === command.ref)
  const run = useRunList(({ runs }) => (command.shadowed ? undefined : activeRunOf(runs, command.name)))
  const broken = errorsOf(command.problems).length > 0
  const state = run ? describeRun(run) : undefined
  return (
    <FileMenu command={command}>
      <li>
        <Tip label={hintOf(command, broken)} side="right">
          <button
            type="button"
            className={command.shadowed ? 'sidebar-row shadowed' : 'sidebar-row'}
            aria-current={shown ? 'page' : undefined}
            onClick={(event) => {
              openTab(command.ref)
              focusGraphByPress(event, command.ref)
            }}
          >
            <Workflow size={14} aria-hidden="true" />
            <CommandName name={command.name} />
            <span className="end">
              {state && <StateGlyph state={state.glyph} size={12} label={state.word} />}
              {!state && broken && <StateGlyph state="failed" size={12} label="Has errors" />}
            </span>
          </button>
        </Tip>
      </li>
    </FileMenu>
  )
}

function hintOf(command: WorkflowSummary, broken: boolean): string {
  if (command.shadowed) return 'Another command of this name comes first'
  if (broken) return errorsOf(command.problems)[0]?.message ?? 'Has errors'
  return command.description || command.title || `/${command.name}`
}
