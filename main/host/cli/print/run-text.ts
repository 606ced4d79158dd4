/** A run as it stands, for reading: its facts, its nodes, what it waits for, and how it ended. */
import type { RunOwner, RunSummary } from '#shared/ipc/views/run-views.ts'
import { timeLeft } from '#shared/state/deadline.ts'
import type { ItemsState } from '#shared/state/items-state.ts'
import { executionKey, type NodeState, type NodeStatus, type RunState } from '#shared/state/run-state.ts'
import { printable, shortPath, type Terminal } from '../terminal.ts'
import { between, durationWords } from './duration.ts'
import { countedAround } from './many-items.ts'
import { insetOf } from './preview.ts'
import { standingText, statusWords } from './run-status.ts'
import { table } from './table.ts'
import { questionText, untilWords, wayToAnswer } from './waiting.ts'

/** The command line, whose run it is, where it works, and how it stands. */
export function factsText(state: RunState, owner: RunOwner, { paint }: Terminal): string {
  const args = Object.entries(state.args).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
  const { parent, replay, paused } = state
  const isHeld = state.status === 'paused' && paused?.nodeId !== undefined
  const status = isHeld
    ? `${state.status} at the breakpoint on ${paused?.nodeId}`
    : statusWords({ status: state.status, owner, waiting: 0 }) + undoneWord(state)
  const facts = [
    paint('bold', printable([`/${state.workflow}`, ...args].join(' '))),
    `run ${state.runId}, by ${state.startedBy}, ${state.startedAt}`,
    parent && `called by ${parent.nodeId} of run ${parent.runId}`,
    replay && `replays run ${replay.of}${replay.from === undefined ? '' : ` from ${replay.from}`}`,
    state.workspace && `in ${shortPath(state.workspace)}`,
    `${status} ${paint('grey', between(state.startedAt, state.endedAt))}`.trimEnd(),
    standingText({ runId: state.runId, status: state.status, owner }),
  ]
  return `${facts.filter(Boolean).join('\n')}\n`
}

function undoneWord({ undone, nodes }: RunState): string {
  if (!undone) return ''
  const isLeft = [...nodes.values()].some(({ compensationError }) => compensationError !== undefined)
  return isLeft ? ', and not all of it undone' : ', and undone'
}

/** Without what has come to its end inside of a container of many items, unless all is asked for. */
export function nodesText(state: RunState, isWhole: boolean, terminal: Terminal): string {
  const nodes = [...state.nodes.entries()]
  const told = isWhole
    ? nodes
    : nodes.filter(([, node]) => !HAS_COME_TO_ITS_END.has(node.status) || !countedAround(node.path, state.items))
  const rows = told.map(([key, node]) => [
    key,
    nodeStatusWords(node),
    between(node.startedAt, node.endedAt),
    [itemsWords(state.items.get(key)), remarkOn(node)].filter(Boolean).join('\n'),
  ])
  const left = nodes.length - told.length
  const more =
    left === 0 ? '' : terminal.paint('grey', `and ${left.toLocaleString('en')} that ended, of items: --verbose\n`)
  return rows.length > 0 ? `\n${table(['node', 'status', 'time', ''], rows, terminal)}${more}` : ''
}

const HAS_COME_TO_ITS_END: ReadonlySet<NodeStatus> = new Set(['completed', 'skipped', 'interrupted'])

function nodeStatusWords({ status, attempt, iteration, recorded }: NodeState): string {
  const marks = [
    attempt > 1 && `attempt ${attempt}`,
    iteration > 0 && `pass ${iteration + 1}`,
    recorded && 'as recorded',
  ].filter(Boolean)
  return marks.length === 0 ? status : `${status}, ${marks.join(', ')}`
}

function itemsWords(items: ItemsState | undefined): string {
  if (!items) return ''
  const counts = `${items.ended.toLocaleString('en')} of ${items.total.toLocaleString('en')} items`
  if (items.failedCount === 0) return counts
  const first = [...items.failed].slice(0, 3).map(([index, { message }]) => `item ${index + 1}: ${message}`)
  return [`${counts}, ${items.failedCount} failed`, ...first].join('\n')
}

function remarkOn(node: NodeState): string {
  const lines = [
    node.error &&
      (node.status === 'failed' || node.status === 'retrying') &&
      `${node.error.message} (${node.error.code})`,
    node.status === 'retrying' && node.retryAt !== undefined && againWords(node.retryAt, node.failedAt),
    node.status === 'waiting' && waitingWords(node),
    node.status === 'queued' && 'waits for its turn',
    node.childRunId !== undefined && `run ${node.childRunId}`,
    node.reason,
    node.compensatedBy !== undefined && undoneWords(node),
    ...node.notices.map(({ message }) => message),
  ].filter(Boolean)
  return lines.join('\n') || (node.port && node.port !== 'out' ? node.port : '')
}

function undoneWords({ compensatedBy, compensationError }: NodeState): string {
  return compensationError
    ? `could not be undone by ${compensatedBy}: ${compensationError.message}`
    : `undone by ${compensatedBy}`
}

function waitingWords({ waitingFor }: NodeState): string {
  if (!waitingFor) return ''
  const { type, what, until, setAt, holder } = waitingFor
  const end = until === undefined ? '' : ` ${untilWords({ until, setAt })}`
  switch (type) {
    case 'timer':
      return `waits${end}`
    case 'event':
      return `waits for ${what}${end}`
    case 'lock':
      return `waits for lock ${what}${holder === undefined ? '' : `, held by ${holder}`}`
    case 'child':
      return `waits for /${what}`
  }
}

function againWords(retryAt: string, failedAt: string | undefined): string {
  const { ms, isAtMost } = timeLeft({ until: retryAt, setAt: failedAt }, Date.now())
  return isAtMost
    ? `tries again in at most ${durationWords(ms)}, since the clock was set back`
    : `tries again at ${retryAt}`
}

/** Open questions, of the run and of those that it called, each with the way to answer it. */
export function waitsText(family: readonly RunState[], { paint }: Terminal): string {
  return family
    .flatMap((state) => [...state.waits.values()].map((wait) => ({ state, wait })))
    .map(({ state, wait }) => {
      const due =
        wait.dueAt === undefined ? '' : paint('grey', `  ${untilWords({ until: wait.dueAt, setAt: wait.since })}`)
      return `\n${paint('yellow', '◆')} ${executionKey(wait.path, wait.nodeId)}: ${printable(questionText(wait))}${due}\n  ${wayToAnswer(state.runId, wait)}\n`
    })
    .join('')
}

/** The runs that it called, and those that they did. */
export function childrenText(runId: string, family: readonly RunSummary[], terminal: Terminal): string {
  const rows = below(runId, family, 0)
  return rows.length === 0 ? '' : `\n${table(['called', 'command', 'status', ''], rows, terminal)}`
}

function below(runId: string, family: readonly RunSummary[], depth: number): string[][] {
  return family
    .filter(({ parent }) => parent === runId)
    .flatMap((child) => [
      [`${insetOf(depth)}${child.runId}`, `/${child.workflow}`, statusWords(child), child.errorMessage ?? ''],
      ...below(child.runId, family, depth + 1),
    ])
}
