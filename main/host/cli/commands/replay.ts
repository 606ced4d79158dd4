import type { ReplayedNode, ReplayPlan } from '#shared/ipc/views/run-views.ts'
import { EXIT, type ExitCode, UsageError } from '../exit-codes.ts'
import { withApp } from '../open-app.ts'
import { askLine } from '../person/question.ts'
import { table } from '../print/table.ts'
import { findRun } from '../run-ids.ts'
import { type FollowChoices, runToEnd } from '../run-to-end.ts'
import { openTerminal, printable, type Terminal } from '../terminal.ts'
import { asNobody } from './as-nobody.ts'

export interface ReplayChoices extends FollowChoices {
  /** The first node that runs again; without it all do. */
  readonly from: string | undefined
  /** The node behind which it ends. */
  readonly until: string | undefined
  /** Goes on although effects happen again. */
  readonly yes: boolean
}

/** Says what would be taken over and what would happen again; goes on where that was agreed to, as a new run. */
export async function replayCommand(run: string, choices: ReplayChoices): Promise<ExitCode> {
  const terminal = openTerminal(choices.json)
  const say = choices.json ? terminal.err : terminal.out
  return withApp(async ({ app }) => {
    const { runId } = await findRun(app, run)
    const { from, until } = choices
    const range = { runId, ...(from !== undefined && { from }), ...(until !== undefined && { until }) }
    const plan = await app.call('run.plan', range)
    say(planText(plan, terminal))
    if (!(await isAgreed(plan, choices, terminal))) {
      say('Nothing was started\n')
      return EXIT.failed
    }
    return runToEnd(app, terminal, asNobody(choices, terminal), () => app.call('run.replay', range))
  })
}

const effectsOf = ({ again }: ReplayPlan): readonly ReplayedNode[] => again.filter(({ effect }) => effect !== 'never')

async function isAgreed(plan: ReplayPlan, { yes, json }: ReplayChoices, terminal: Terminal): Promise<boolean> {
  if (yes) return true
  if (!terminal.interactive) {
    const effects = effectsOf(plan)
    if (effects.length === 0) return true
    throw new UsageError(
      `${effects.length === 1 ? 'One effect' : `${effects.length} effects`} would happen again: ${effects.map(({ nodeId }) => nodeId).join(', ')}. Add --yes to go on, or take over more with --from.`,
    )
  }
  const output = json ? process.stderr : process.stdout
  const answer = await askLine('Go on? [y/N] ', output, new AbortController().signal)
  return /^y(es)?$/i.test(answer.trim())
}

function planText(plan: ReplayPlan, terminal: Terminal): string {
  const { paint } = terminal
  const taken = new Map<string, number>()
  for (const { nodeId } of plan.recorded) taken.set(nodeId, (taken.get(nodeId) ?? 0) + 1)
  const range = [plan.from && `from ${plan.from}`, plan.until && `until ${plan.until}`].filter(Boolean).join(' ')
  const head = paint('bold', printable(`Replays /${plan.workflow} ${range}`.trim()))
  const names = [...taken].map(([nodeId, count]) => (count === 1 ? nodeId : `${nodeId} (${count} times)`))
  const takenOver = names.length === 0 ? 'nothing' : names.join(', ')
  const named = (isNamed: (node: ReplayedNode) => boolean) =>
    printable(plan.again.flatMap((node) => (isNamed(node) ? node.nodeId : [])).join(', '))
  const lines = [
    `taken over  ${printable(takenOver)}`,
    `runs        ${named(({ onlyInLoop, perhaps }) => !onlyInLoop && !perhaps) || 'nothing'}`,
    ifAny(
      'perhaps     ',
      named(({ perhaps }) => perhaps),
      ', which is decided anew',
    ),
    ifAny(
      'in a loop   ',
      named(({ onlyInLoop }) => onlyInLoop),
      ', if it goes round again',
    ),
  ]
  return `${head}\n${lines.map((line) => line && `  ${line}\n`).join('')}${effectsText(plan, terminal)}\n`
}

const ifAny = (before: string, names: string, after: string): string => names && `${before}${names}${after}`

function effectsText(plan: ReplayPlan, terminal: Terminal): string {
  const effects = effectsOf(plan)
  if (effects.length === 0) return '  no effect among them\n'
  const rows = effects.map(({ nodeId, kind, effect, happened, unasked, onlyInLoop, perhaps }) => [
    nodeId,
    kind,
    happened ? 'happened before' : '',
    [
      onlyInLoop && 'only if a loop goes round again',
      perhaps && 'only if the run comes there',
      effect === 'depends' && 'an effect by what it is given',
      unasked ? 'runs unasked where the file is trusted' : 'asks first',
    ]
      .filter(Boolean)
      .join(', '),
  ])
  return `\n${table(['effect', 'kind', '', ''], rows, terminal)}`
}
