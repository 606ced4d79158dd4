/** A node inside a container, in every item that it has run in; a row shows that item. */
import type { NodeState, RunState } from '#shared/state/run-state.ts'
import { outputSummary } from '../../canvas/model/face.ts'
import { choicesOf } from '../../canvas/model/items.ts'
import { describeNodeState } from '../../glyphs/describe-node-state.ts'
import { StateGlyph } from '../../glyphs/state-glyph.tsx'
import type { RunView } from '../../state/followed-runs.ts'
import { pickPath } from '../../state/picked-items.ts'
import { itemNameIn } from '../../state/run-title.ts'
import { useRun } from '../../state/runs.ts'
import { Section } from './section.tsx'
import './iterations.css'

export interface IterationsProps {
  readonly runId: string
  readonly nodeId: string
  /** The item that is shown. */
  readonly path: string
}

const MOST_ROWS = 200

export function Iterations({ runId, nodeId, path }: IterationsProps) {
  const run = useRun(runId)
  if (!run || path === '') return null
  const all = executionsOf(run.state, nodeId)
  if (all.length < 2) return null
  return (
    <Section title="In every item" aside={all.length}>
      <ul className="iterations">
        {all.slice(0, MOST_ROWS).map((node) => (
          <Iteration key={node.path} run={run} node={node} shown={node.path === path} />
        ))}
      </ul>
      {all.length > MOST_ROWS && <p className="hint">and {all.length - MOST_ROWS} more</p>}
    </Section>
  )
}

function executionsOf(state: RunState, nodeId: string): readonly NodeState[] {
  const found: { readonly node: NodeState; readonly at: readonly number[] }[] = []
  for (const node of state.nodes.values()) {
    if (node.nodeId === nodeId && node.path !== '') found.push({ node, at: [...choicesOf(node.path).values()] })
  }
  return found.sort((one, other) => inOrder(one.at, other.at)).map(({ node }) => node)
}

function inOrder(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((index, depth) => index !== other[depth])
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0)
}

interface IterationProps {
  readonly run: RunView
  readonly node: NodeState
  readonly shown: boolean
}

function Iteration({ run, node, shown }: IterationProps) {
  const { glyph, word, meta } = describeNodeState(node, run.state)
  return (
    <li>
      <button
        type="button"
        className="iteration"
        aria-current={shown ? 'true' : undefined}
        onClick={() => pickPath(run.runId, node.path)}
      >
        <span className="iteration-number">{itemNameIn(run, node.path).replace('item ', '')}</span>
        <StateGlyph state={glyph} size={12} label={word} />
        <span className="cut">{node.error?.message ?? node.reason ?? outputSummary(node.output)}</span>
        <span className="iteration-meta">{meta}</span>
      </button>
    </li>
  )
}
