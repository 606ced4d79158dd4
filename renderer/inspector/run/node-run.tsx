/** What one node did: its text, what it was given, what it used, and its events. */
import { isJsonObject, type Json } from '#shared/json.ts'
import { sameJson } from '#shared/same-json.ts'
import { KEPT_ITEMS } from '#shared/state/items-state.ts'
import type { Decision, NodeState } from '#shared/state/run-state.ts'
import type { WorkflowNode } from '#shared/workflow/workflow.ts'
import { useIsOnCanvas } from '../../canvas/card/shown-cards.ts'
import { WaitCard } from '../../canvas/card/wait-card.tsx'
import { isPinned } from '../../canvas/edit/pins.ts'
import { decisionText } from '../../canvas/model/face.ts'
import { isForgotten } from '../../canvas/model/items.ts'
import { Markdown } from '../../parts/markdown.tsx'
import { useKind } from '../../state/kinds.ts'
import { useLiveText, useNodeState, useRun, useRunActive, useRunValue, useWait } from '../../state/runs.ts'
import { useShownPath } from '../../state/shown-path.ts'
import { Attempts } from './attempts.tsx'
import { InputList } from './input-list.tsx'
import { Iterations } from './iterations.tsx'
import { NodeEvents } from './node-events.tsx'
import { OutputFields } from './output-fields.tsx'
import { RepeatList, ShownRepeat, useRepeats } from './repeats.tsx'
import { RunValue, sizeWords } from './run-value.tsx'
import { Section } from './section.tsx'
import { Usage } from './usage.tsx'
import { WaitsFor } from './waits-for.tsx'

const MOST_IN_INSPECTOR = 420

export function NodeRun({ runId, node }: { readonly runId: string | null; readonly node: WorkflowNode }) {
  if (runId === null) return <p className="inspector-note">Run the command to see what this node does.</p>
  return <NodeRunOf runId={runId} node={node} />
}

function NodeRunOf({ runId, node }: { readonly runId: string; readonly node: WorkflowNode }) {
  const path = useShownPath(runId, node.id)
  const latest = useNodeState(runId, node.id, path)
  const repeats = useRepeats(runId, node.id, path)
  const kind = useKind(node.kind)
  if (kind && !kind.runs) return <p className="inspector-note">A note never runs.</p>
  const state = repeats.picked?.node ?? latest
  if (!state) return <NotReached runId={runId} nodeId={node.id} path={path} />
  return (
    <>
      <ShownRepeat repeats={repeats} />
      {state.recorded && <p className="inspector-note">{takenOverWords(node)}</p>}
      <Waiting runId={runId} state={state} />
      <WaitsFor runId={runId} state={state} />
      <Attempts runId={runId} state={state} />
      <Output runId={runId} state={state} isLatest={!repeats.picked} />
      {state.status === 'completed' && state.output !== undefined && (
        <OutputFields nodeId={node.id} output={state.output} />
      )}
      <Decisions runId={runId} state={state} only={repeats.picked?.decisions} />
      {isJsonObject(state.input) && Object.keys(state.input).length > 0 && (
        <InputList input={state.input} unfolded={kind?.overlay === 'none'} />
      )}
      {isJsonObject(state.output) && isJsonObject(state.output.usage) && (
        <Usage usage={state.output.usage} output={state.output} state={state} />
      )}
      <Iterations runId={runId} nodeId={node.id} path={path} />
      <RepeatList runId={runId} repeats={repeats} />
      <NodeEvents runId={runId} nodeId={node.id} path={path} iteration={repeats.picked?.node.iteration} />
    </>
  )
}

function takenOverWords(node: WorkflowNode): string {
  const whose = isPinned(node) ? 'Its pinned output' : 'What it gave in an earlier run'
  return `${whose} was taken over; it did not run here.`
}

/** In an item that is still to come, the others say what it did in theirs. */
function NotReached({
  runId,
  nodeId,
  path,
}: {
  readonly runId: string
  readonly nodeId: string
  readonly path: string
}) {
  const forgotten = useRunValue(runId, ({ state }) => isForgotten(state, path))
  const item = forgotten
    ? `This item has ended. Of more than ${KEPT_ITEMS.toLocaleString('en')} items the log alone keeps what each did.`
    : 'This item has not reached this node.'
  return (
    <>
      <p className="inspector-note">{path === '' ? 'The run has not reached this node.' : item}</p>
      <Iterations runId={runId} nodeId={nodeId} path={path} />
    </>
  )
}

/** The open question, where it does not stand on the canvas: it is folded there, far away, or out of sight. */
function Waiting({ runId, state }: { readonly runId: string; readonly state: NodeState }) {
  const wait = useWait(runId, state.waitId)
  const status = useRun(runId)?.state.status
  const onCanvas = useIsOnCanvas(state.waitId ?? '')
  if (!wait || onCanvas || status === 'interrupted') return null
  return (
    <div className="inspector-wait">
      <WaitCard runId={runId} wait={wait} most={MOST_IN_INSPECTOR} />
    </div>
  )
}

interface OutputProps {
  readonly runId: string
  readonly state: NodeState
  /** Only of the latest execution more text may come. */
  readonly isLatest: boolean
}

function Output({ runId, state, isLatest }: OutputProps) {
  const streamed = useStream(runId, state)
  const live = isLatest ? streamed : keptStream(state)
  // A node that a stop ended keeps its state, for a resume: that nothing comes any more is said by the run.
  const active = useRunActive(runId)
  const acts = active && (state.status === 'running' || state.status === 'streaming')
  const output = state.status === 'completed' || state.status === 'failed' ? state.output : undefined
  return (
    <>
      {state.error && <ErrorText state={state} />}
      {acts && live.text !== '' ? (
        <Section title="Output" aside={sizeWords(live.text)}>
          {live.channel === 'text' ? <Markdown text={live.text} live /> : <pre className="run-pre">{live.text}</pre>}
        </Section>
      ) : (
        output !== undefined &&
        state.status === 'completed' && (
          <Section title="Output" aside={sizeWords(output)}>
            <RunValue value={output} />
            {state.port !== undefined && state.port !== 'out' && <p className="hint">Left by {state.port}</p>}
          </Section>
        )
      )}
      {!acts && output === undefined && live.text !== '' && (
        <Section title="Text so far" aside={sizeWords(live.text)}>
          {live.channel === 'text' ? <Markdown text={live.text} /> : <pre className="run-pre">{live.text}</pre>}
        </Section>
      )}
      {state.status === 'failed' && live.text !== '' && (
        <Section title="Text until it failed" aside={sizeWords(live.text)} open={false}>
          <pre className="run-pre">{live.text}</pre>
        </Section>
      )}
      {state.reason && <p className="inspector-note">{state.reason}</p>}
      {state.notices.map((notice) => (
        <p key={`${notice.code} ${notice.message}`} className="inspector-notice">
          {notice.message}
        </p>
      ))}
    </>
  )
}

function ErrorText({ state }: { readonly state: NodeState }) {
  const { error } = state
  if (!error) return null
  return (
    <Section title={state.status === 'retrying' ? 'Last attempt failed' : 'Error'} aside={<code>{error.code}</code>}>
      <p className="run-error">{error.message}</p>
      {error.detail !== undefined && <RunValue value={error.detail} />}
    </Section>
  )
}

/** What it streamed, and on which channel. */
interface Streamed {
  readonly text: string
  readonly channel: string
}

function useStream(runId: string, { nodeId, path }: NodeState): Streamed {
  const text = useLiveText(runId, nodeId, 'text', path)
  const out = useLiveText(runId, nodeId, 'stdout', path)
  const err = useLiveText(runId, nodeId, 'stderr', path)
  return streamedOn(text, out, err)
}

/** The same of an execution that is over. */
function keptStream({ streams: { text = '', stdout = '', stderr = '' } }: NodeState): Streamed {
  return streamedOn(text, stdout, stderr)
}

const streamedOn = (text: string, stdout: string, stderr: string): Streamed =>
  text !== '' ? { text, channel: 'text' } : { text: stdout || stderr, channel: 'stdout' }

interface DecisionsProps {
  readonly runId: string
  readonly state: NodeState
  /** Those of one execution, instead of all. */
  readonly only: readonly Decision[] | undefined
}

/** What people answered, with both versions where one was edited. */
function Decisions({ runId, state, only }: DecisionsProps) {
  const run = useRun(runId)
  const all = only ?? [...(run?.state.decisions.values() ?? [])]
  const decisions = all.filter((decision) => decision.nodeId === state.nodeId && decision.path === state.path)
  if (decisions.length === 0) return null
  return (
    <Section title="Decisions" aside={decisions.length}>
      {decisions.toReversed().map((decision) => {
        const edited =
          decision.decided.decision === 'approved' && !sameJson(decision.decided.value, decision.request.payload)
        return (
          <div key={decision.decided.approvalId} className="decision">
            <p>{decisionText(decision)}</p>
            {edited && <Versions before={decision.request.payload} after={decision.decided.value} />}
          </div>
        )
      })}
    </Section>
  )
}

function Versions({ before, after }: { readonly before: Json; readonly after: Json }) {
  return (
    <>
      <details>
        <summary>As it was proposed</summary>
        <RunValue value={before} />
      </details>
      <details>
        <summary>As it was approved</summary>
        <RunValue value={after} />
      </details>
    </>
  )
}
