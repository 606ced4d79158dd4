import { CornerDownRight } from 'lucide-react'
import { memo } from 'react'
import type { ReceiptEntry } from '#shared/events/run-events.ts'
import { asText } from '#shared/workflow/as-text.ts'
import { titleById } from '#shared/workflow/title-of-node.ts'
import { perform } from '../actions/action-list.ts'
import { type GlyphState, StateGlyph } from '../glyphs/state-glyph.tsx'
import { atWords, durationWords } from '../glyphs/time.ts'
import { FolderOffer } from '../parts/folder-offer.tsx'
import { InlineText } from '../parts/inline-text.tsx'
import { ValueView } from '../parts/value-view.tsx'
import type { RunView } from '../state/followed-runs.ts'
import { goToNode } from '../state/go-to-node.ts'
import { reachedName } from '../state/reached-name.ts'
import { itemNameIn, titleOf } from '../state/run-title.ts'
import { showExecution } from '../state/show-execution.ts'
import { undoable } from '../state/undoable.ts'
import { byWords } from './by-words.ts'
import { partWords } from './part-words.ts'
import type { TranscriptItem } from './transcript-of.ts'

type ItemOf<T extends TranscriptItem['type']> = Extract<TranscriptItem, { type: T }>

interface CommandItemProps {
  readonly item: ItemOf<'command'>
  readonly workflow: RunView['workflow']
}

/** The line as it was called. */
export const CommandItem = memo(function CommandItem({ item, workflow }: CommandItemProps) {
  const part = item.part === undefined ? '' : partWords(item.part, (nodeId) => titleById(workflow, nodeId))
  return (
    <article className="entry">
      <CornerDownRight size={14} aria-hidden="true" />
      <p className="entry-command selectable">
        <span className="mono">
          /{item.name}
          {Object.entries(item.args).map(([name, value]) => (
            <span key={name} className="argument">
              {' '}
              <span className="quiet">{name}=</span>
              {asText(value)}
            </span>
          ))}
        </span>
        <time className="meta tabular" dateTime={item.at}>
          {atWords(item.at)}
        </time>
        {part !== '' && <span className="meta">{part}</span>}
        {byWords(item.by) !== 'you' && <span className="meta">from {byWords(item.by)}</span>}
      </p>
    </article>
  )
})

export const NoteItem = memo(function NoteItem({ item }: { readonly item: ItemOf<'note'> }) {
  return (
    <p className="entry-note">
      {item.text} <time className="tabular">{atWords(item.at)}</time>
    </p>
  )
})

/** One step of an undo: what was undone, and by which node. */
export function UndoneItem({ item, run }: { readonly item: ItemOf<'undone'>; readonly run: RunView }) {
  const { nodeId, path, by, failure } = item
  const [glyph, word, verb] = failure === undefined ? (['compensated', 'Undone', 'undone by'] as const) : NOT_UNDONE
  return (
    <article className="entry">
      <StateGlyph state={glyph} label={word} />
      <div>
        <p className="entry-head">
          <button type="button" className="entry-title" onClick={() => showExecution(run.runId, nodeId, path)}>
            {titleOf(run, nodeId)}
          </button>
          {path !== '' && <span className="meta tabular">{itemNameIn(run, path)}</span>}
          <span className="meta">
            {verb} {titleOf(run, by)}
          </span>
        </p>
        {failure !== undefined && <p className="entry-failure selectable">{failure}</p>}
      </div>
    </article>
  )
}

const NOT_UNDONE = ['failed', 'Not undone', 'could not be undone by'] as const

type Ending = ItemOf<'succeeded'> | ItemOf<'failed'> | ItemOf<'interrupted'>

const ENDINGS: Readonly<Record<Ending['type'], { readonly glyph: GlyphState; readonly word: string }>> = {
  succeeded: { glyph: 'done', word: 'Succeeded' },
  failed: { glyph: 'failed', word: 'Failed' },
  interrupted: { glyph: 'interrupted', word: 'Stopped' },
}

/** How the run ended. An interrupt that was resumed stays in the transcript, without its button. */
export function EndItem({ item, run }: { readonly item: Ending; readonly run: RunView }) {
  const { glyph, word } = ENDINGS[item.type]
  const took = durationWords(Date.parse(item.at) - Date.parse(item.startedAt))
  const last = item.type === 'interrupted' && run.state.status === 'interrupted' && run.state.endedAt === item.at
  const undone = run.state.undone
  return (
    <article className="entry">
      <StateGlyph state={glyph} label={word} />
      <div>
        <p className="entry-head">
          <strong>{word}</strong>
          <span className="meta tabular">after {took}</span>
        </p>
        {item.type === 'succeeded' && item.result !== undefined && (
          <div className="selectable">
            <ValueView value={item.result} label="Result of the run" />
          </div>
        )}
        {item.type === 'failed' && <Failure item={item} run={run} />}
        {item.type === 'interrupted' && !(last && undone && item.receipt.length === 0) && (
          <p className="selectable">
            <InlineText text={receiptSentence(item.receipt, run)} />
          </p>
        )}
        {last && undone && <p className="hint">What it had done was undone, so it cannot go on.</p>}
        {last && !undone && (
          <p className="entry-actions">
            <button type="button" className="button" onClick={() => perform('resume')}>
              Resume
            </button>
            {undoable(run.events, run.workflow).length > 0 && (
              <button type="button" className="button" onClick={() => perform('undo-stopped')}>
                Undo what it did…
              </button>
            )}
            <span className="hint">What was active runs again; effects ask first.</span>
          </p>
        )}
      </div>
    </article>
  )
}

function Failure({ item, run }: { readonly item: ItemOf<'failed'>; readonly run: RunView }) {
  const { nodeId } = item
  return (
    <>
      {!item.isSaid && (
        <p className="entry-failure selectable">
          {item.message} <code className="inline-code">{item.code}</code>
        </p>
      )}
      {nodeId !== undefined && (
        <p className="entry-actions">
          <FolderOffer code={item.code} className="button small" />
          <button type="button" className="button small" onClick={() => goToNode(nodeId)}>
            Show {titleOf(run, nodeId)}
          </button>
        </p>
      )}
    </>
  )
}

/** `Model stream of Review aborted in 12 ms; Diff: git diff (process 123) ended in 8 ms.` */
export function receiptSentence(receipt: readonly ReceiptEntry[], run: RunView): string {
  if (receipt.length === 0) return 'Nothing was active when it was stopped.'
  const parts = receipt.map((entry) => {
    const { how, ms } = entry
    const named = reachedName(run, entry)
    // A wait that is kept took no time: it stands again after a resume.
    return how === 'kept' ? `${named} kept` : `${named} ${how} in ${durationWords(ms)}`
  })
  const sentence = `${parts.join('; ')}.`
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}
