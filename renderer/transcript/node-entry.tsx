import { memo, useRef, useState } from 'react'
import { isJsonObject, type Json } from '#shared/json.ts'
import { describeNodeState } from '../glyphs/describe-node-state.ts'
import { type GlyphState, StateGlyph } from '../glyphs/state-glyph.tsx'
import { durationWords, useNow } from '../glyphs/time.ts'
import { DiffView } from '../parts/diff-view.tsx'
import { Markdown } from '../parts/markdown.tsx'
import { RecordTable } from '../parts/record-table.tsx'
import { ScrollBox } from '../parts/scroll-box.tsx'
import { useInSight, useSeen } from '../parts/use-in-sight.ts'
import { ValueView } from '../parts/value-view.tsx'
import type { RunView } from '../state/followed-runs.ts'
import { itemNameIn, titleOf } from '../state/run-title.ts'
import { useLiveText, useNodeState, useRunValue } from '../state/runs.ts'
import { showExecution } from '../state/show-execution.ts'
import { Answer } from './answer.tsx'
import type { NodeItem } from './node-item.ts'
import { WrittenFiles } from './written-files.tsx'

export interface NodeEntryProps {
  readonly item: NodeItem
  readonly run: RunView
}

/** One execution of a node that said something. Its head jumps to the node on the canvas. */
export const NodeEntry = memo(
  function NodeEntry({ item, run }: NodeEntryProps) {
    const place = useRef<HTMLElement>(null)
    // Out of sight it stands as it was: fifty answers that grow unseen would leave no time for the one that is read.
    const inSight = useInSight(place, item.ended === undefined, '[role="log"]')
    const head = useHead(item, run, inSight)
    return (
      <article ref={place} className={inSight ? 'entry' : 'entry unseen'}>
        <StateGlyph state={head.glyph} label={head.word} />
        <div className="entry-body">
          <p className="entry-head">
            <button
              type="button"
              className="entry-title"
              onClick={() => showExecution(run.runId, item.nodeId, item.path)}
            >
              {titleOf(run, item.nodeId)}
            </button>
            {item.path !== '' && <span className="meta tabular">{itemNameIn(run, item.path)}</span>}
            <span className="meta tabular">{head.meta}</span>
            {item.iteration > 0 && <span className="meta">pass {item.iteration + 1}</span>}
            {item.attempt > 1 && <span className="meta">attempt {item.attempt}</span>}
          </p>
          {item.text !== undefined || head.live ? (
            <Said item={item} runId={run.runId} live={head.live} inSight={inSight} />
          ) : null}
          {item.shown && <Shown shown={item.shown} titled={titleOf(run, item.nodeId)} />}
          {item.question && <Answer item={item} runId={run.runId} />}
          {item.written.length > 0 && <WrittenFiles files={item.written} workspace={run.state.workspace} />}
          {item.failure && (
            <p className="entry-failure selectable">
              {item.failure.message} <code className="inline-code">{item.failure.code}</code>
            </p>
          )}
          {item.reason !== undefined && <p className="hint selectable">{item.reason}</p>}
          {item.notices.map((notice, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: notices are facts in order; the same one may come twice
            <p key={index} className="entry-notice selectable">
              {notice.message}
            </p>
          ))}
        </div>
      </article>
    )
  },
  (before, after) =>
    before.item === after.item && before.run.runId === after.run.runId && before.run.workflow === after.run.workflow,
)

interface Head {
  readonly glyph: GlyphState
  readonly word: string
  readonly meta: string
  readonly live: boolean
}

/** A later pass has taken the node's place in the state; an earlier entry speaks of its own end. */
function useHead(item: NodeItem, run: RunView, inSight: boolean): Head {
  const node = useNodeState(run.runId, item.nodeId, item.path)
  const status = useRunValue(run.runId, ({ state }) => state.status)
  const present = node !== undefined && node.iteration === item.iteration && !item.superseded
  const described = describeNodeState(present ? node : undefined, run.state)
  const now = useNow(present && described.ticking && inSight)
  if (present && status !== undefined) {
    const { glyph, word, meta } = describeNodeState(node, run.state, now)
    return { glyph, word, meta, live: node.status === 'streaming' && described.ticking }
  }
  const took = item.endedAt === undefined ? '' : durationWords(Date.parse(item.endedAt) - Date.parse(item.startedAt))
  const glyph = item.ended === 'completed' ? 'done' : item.ended === 'failed' ? 'failed' : 'interrupted'
  return { glyph, word: item.ended ?? 'ended', meta: took, live: false }
}

const LONG_JSON_LINES = 12

interface SaidProps {
  readonly item: NodeItem
  readonly runId: string
  readonly live: boolean
  readonly inSight: boolean
}

function Said({ item, runId, live, inSight }: SaidProps) {
  const streamed = useSeen(inSight, useLiveText(live && inSight ? runId : null, item.nodeId, 'text', item.path))
  const text = live ? streamed : (item.text ?? '')
  const structured = /^\s*(?:```json\s*)?[{[]/.test(text)
  return <div>{structured ? <StructuredText text={text} live={live} /> : <Markdown text={text} live={live} />}</div>
}

/** JSON that another node works on: shown as it comes, folded once it is there. */
function StructuredText({ text, live }: { readonly text: string; readonly live: boolean }) {
  const [open, setOpen] = useState(false)
  const lines = text.split('\n')
  const shown = live ? lines.slice(-LONG_JSON_LINES) : open ? lines : lines.slice(0, 3)
  return (
    <div className="prose">
      <ScrollBox className="structured" label="JSON">
        <pre>
          {shown.join('\n')}
          {live && <span className="live-caret" />}
        </pre>
      </ScrollBox>
      {!live && lines.length > 3 && (
        <button type="button" className="button small quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Show less' : `Show all ${lines.length} lines`}
        </button>
      )}
    </div>
  )
}

function Shown({ shown, titled }: { readonly shown: NonNullable<NodeItem['shown']>; readonly titled: string }) {
  return (
    <div className="entry-shown">
      {shown.title && shown.title !== titled && <h3>{shown.title}</h3>}
      <ShownBody view={shown.view} body={shown.body} />
    </div>
  )
}

function ShownBody({ view, body }: { readonly view: string; readonly body: Json }) {
  if (view === 'diff' && typeof body === 'string') return <DiffView text={body} />
  if (view === 'table' && Array.isArray(body)) {
    const rows = body.filter(isJsonObject)
    return rows.length === 0 ? <p className="hint">No rows.</p> : <RecordTable records={rows} />
  }
  if (view === 'markdown' && typeof body === 'string') return <Markdown text={body} />
  return <ValueView value={body} />
}
