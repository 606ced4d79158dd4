/** What a replay would take over and what it would do again, before it does. */
import { TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { ReplayedNode, ReplayPlan } from '#shared/ipc/views/run-views.ts'
import { titleOfNode } from '#shared/workflow/title-of-node.ts'
import { bridge, errorSentence } from '../../bridge/bridge.ts'
import { KindIcon } from '../../canvas/node/kind-icon.tsx'
import { atWords } from '../../glyphs/time.ts'
import { Modal } from '../../parts/modal.tsx'
import { useKind } from '../../state/kinds.ts'
import { useRunValue } from '../../state/runs.ts'
import { refOfCommand, showBegun } from '../../state/start-run.ts'
import { closeReplay, type ReplayRange, useReplay } from './replay.ts'
import './replay-dialog.css'

/** Mounted once, by the window. */
export function ReplayDialog() {
  const range = useReplay((replay) => replay.range)
  return range ? <Replay key={JSON.stringify(range)} range={range} /> : null
}

function Replay({ range }: { readonly range: ReplayRange }) {
  const [plan, setPlan] = useState<ReplayPlan>()
  const [error, setError] = useState('')
  const [starting, setStarting] = useState(false)
  const title = useTitle(range)
  const ranAt = useRunValue(range.runId, ({ state }) => state.startedAt)
  const ofRun = ranAt ? `the run of ${atWords(ranAt)}` : 'an earlier run'
  useEffect(() => {
    bridge.call('run.plan', { ...range }).then(setPlan, (failure: unknown) => setError(errorSentence(failure)))
  }, [range])
  const start = async () => {
    setStarting(true)
    try {
      const { runId } = await bridge.call('run.replay', { ...range })
      closeReplay()
      if (range.draft) showBegun(runId, range.draft.ref, range.from)
      else showBegun(runId, refOfCommand(plan?.workflow ?? ''))
    } catch (failure) {
      setError(errorSentence(failure))
      setStarting(false)
    }
  }
  const footer = (
    <>
      <button type="button" className="button" onClick={closeReplay}>
        Cancel
      </button>
      <button type="button" className="button solid" disabled={!plan || starting} onClick={() => void start()}>
        Start the run
      </button>
    </>
  )
  return (
    <Modal title={title} open onClose={closeReplay} footer={footer}>
      {error && (
        <p className="wrong" role="alert">
          {error}
        </p>
      )}
      {range.draft && (
        <p className="hint replay-about">{`The draft as it stands, on the data of ${ofRun}. Pins count.`}</p>
      )}
      {plan && <Plan plan={plan} runId={range.runId} />}
    </Modal>
  )
}

function useTitle({ runId, from, until, draft }: ReplayRange): string {
  const ran = useRunValue(runId, (view) => view.workflow)
  const workflow = draft?.workflow ?? ran
  const titleOf = (id: string) => {
    const node = workflow?.nodes.find((each) => each.id === id)
    return node ? titleOfNode(node) : id
  }
  if (from !== undefined && from === until) return `Run “${titleOf(from)}” alone`
  if (from !== undefined) return `${draft ? 'Run' : 'Replay'} from “${titleOf(from)}”`
  return until === undefined ? 'Replay this run' : `Run up to “${titleOf(until)}”`
}

function Plan({ plan, runId }: { readonly plan: ReplayPlan; readonly runId: string }) {
  const effects = plan.again.filter(({ effect }) => effect !== 'never')
  const others = plan.again.filter(({ effect }) => effect === 'never')
  const perhaps = others.filter((node) => node.perhaps)
  const surely = others.filter((node) => !node.perhaps)
  return (
    <div className="replay-plan">
      {effects.length > 0 && (
        <section aria-label="Effects">
          <h3>
            {effects.every(({ happened }) => happened)
              ? 'Effects that would happen again'
              : 'Effects that would happen'}
            <span className="hint tabular">{effects.length}</span>
          </h3>
          <ul>
            {effects.map((node) => (
              <EffectRow key={node.nodeId} node={node} />
            ))}
          </ul>
        </section>
      )}
      <section aria-label="Runs">
        <h3>
          Runs, without effect<span className="hint tabular">{surely.length}</span>
        </h3>
        <p>{titles(surely) || 'Nothing.'}</p>
        {perhaps.length > 0 && <p className="hint">Perhaps also {titles(perhaps)}: that is decided anew.</p>}
      </section>
      <section aria-label="Taken over">
        <h3>
          Taken over as recorded<span className="hint tabular">{plan.recorded.length}</span>
        </h3>
        <TakenOver plan={plan} runId={runId} />
      </section>
    </div>
  )
}

const titles = (nodes: readonly ReplayedNode[]): string => nodes.map(({ title }) => title).join(', ')

function EffectRow({ node }: { readonly node: ReplayedNode }) {
  const kind = useKind(node.kind)
  return (
    <li className="replay-effect">
      <KindIcon name={kind?.icon} size={12} />
      <span className="cut strong">{node.title}</span>
      {node.happened && (
        <span className="replay-happened">
          <TriangleAlert size={12} aria-hidden="true" />
          happened before
        </span>
      )}
      <span className="hint">{whenWords(node)}</span>
    </li>
  )
}

function whenWords({ effect, unasked, onlyInLoop, perhaps }: ReplayedNode): string {
  const words = [
    unasked ? 'Does not ask where the file is trusted' : 'Asks first',
    effect === 'depends' && 'an effect by what it is given',
    onlyInLoop && 'only if a loop goes round again',
    perhaps && 'only if the run comes there',
  ]
  return words.filter(Boolean).join(', ')
}

/** A node that ran many times is one word with its count. */
function TakenOver({ plan, runId }: { readonly plan: ReplayPlan; readonly runId: string }) {
  const workflow = useRunValue(runId, (view) => view.workflow)
  const counts = new Map<string, number>()
  for (const { nodeId } of plan.recorded) counts.set(nodeId, (counts.get(nodeId) ?? 0) + 1)
  if (counts.size === 0) return <p>Nothing.</p>
  const titles = new Map(workflow?.nodes.map((node) => [node.id, titleOfNode(node)]))
  return (
    <p>
      {[...counts]
        .map(([nodeId, count]) => `${titles.get(nodeId) ?? nodeId}${count === 1 ? '' : ` (${count} times)`}`)
        .join(', ')}
    </p>
  )
}
