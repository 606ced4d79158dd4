/** What the palette lists: commands, actions and runs, each with what it is found by. */
import type { RunSummary } from '#shared/ipc/views/run-views.ts'
import type { WorkflowSummary } from '#shared/ipc/views/workflow-views.ts'
import { ACTION_GROUPS, type Action } from '../actions/action.ts'
import { isAvailable, listedActions } from '../actions/action-list.ts'
import { focusGraphOf } from '../canvas/walk/focus-graph-of.ts'
import { argsLine } from '../command-bar/command-line.ts'
import { openRun } from '../state/start-run.ts'
import { openTab } from '../state/view.ts'

export interface Entry {
  readonly key: string
  readonly name: string
  readonly words: readonly string[]
  readonly of:
    | { readonly type: 'command'; readonly workflow: WorkflowSummary }
    | { readonly type: 'action'; readonly action: Action; readonly whyNot: string | undefined }
    | { readonly type: 'run'; readonly run: RunSummary }
  choose(): void
}

const LISTED_RUNS = 50

export const commandEntries = (workflows: readonly WorkflowSummary[]): readonly Entry[] =>
  workflows.map((workflow) => ({
    key: `command:${workflow.ref}`,
    name: `/${workflow.name}`,
    words: [workflow.title, workflow.description],
    of: { type: 'command', workflow },
    choose: () => {
      openTab(workflow.ref)
      focusGraphOf(workflow.ref)
    },
  }))

/** Those that make sense now, then those that say what they need. */
export function actionEntries(): readonly Entry[] {
  const entries = listedActions().flatMap((action): Entry[] => {
    if (action.id === 'palette') return []
    const whyNot = isAvailable(action) ? undefined : action.whyNot?.()
    if (whyNot === undefined && !isAvailable(action)) return []
    return [
      {
        key: `action:${action.id}`,
        name: action.label,
        words: [action.words ?? '', ACTION_GROUPS[action.group ?? 'app']],
        of: { type: 'action', action, whyNot },
        choose: action.perform,
      },
    ]
  })
  const works = ({ of }: Entry): boolean => of.type !== 'action' || of.whyNot === undefined
  return [...entries.filter(works), ...entries.filter((entry) => !works(entry))]
}

export const runEntries = (runs: readonly RunSummary[]): readonly Entry[] =>
  runs.slice(0, LISTED_RUNS).map((run) => ({
    key: `run:${run.runId}`,
    name: `/${run.workflow}`,
    words: [argsLine(run.args), run.runId],
    of: { type: 'run', run },
    choose: () => openRun(run),
  }))
