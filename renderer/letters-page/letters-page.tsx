/** What could not be processed, by cause: looked at, changed, delivered again, thrown away, one or many. */
import { useState } from 'react'
import { toast } from 'sonner'
import { counted } from '#shared/counted.ts'
import type { LetterView } from '#shared/ipc/views/run-views.ts'
import { bridge, errorSentence } from '../bridge/bridge.ts'
import { atWords } from '../glyphs/time.ts'
import { CommandName } from '../parts/command-name.tsx'
import { confirmFirst } from '../parts/confirm.tsx'
import { openRunById } from '../state/start-run.ts'
import { LetterPanel } from './letter-panel.tsx'
import { byCause, MOST_LETTERS, refreshLetters, useLetters } from './letters.ts'
import './letters-page.css'

/** As many as one call takes. */
const MOST_AT_ONCE = 512

export function LettersPage() {
  const { open, loaded, error } = useLetters()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [shownId, setShownId] = useState<string>()
  const picked = open.filter(({ id }) => chosen.has(id))
  const shown = open.find(({ id }) => id === shownId) ?? open[0]
  const choose = (letters: readonly LetterView[], isChosen: boolean) =>
    setChosen((before) => {
      const next = new Set(before)
      for (const { id } of letters)
        if (isChosen) next.add(id)
        else next.delete(id)
      return next
    })
  return (
    <div className="page letters-page" tabIndex={-1}>
      <h1 className="visually-hidden">Dead letters</h1>
      {open.length > 0 && (
        <div className="runs-tools">
          <button type="button" className="button" disabled={picked.length === 0} onClick={() => askReplay(picked)}>
            Replay{picked.length > 0 && ` ${picked.length}`}
          </button>
          <button
            type="button"
            className="button quiet"
            disabled={picked.length === 0}
            onClick={() => askDiscard(picked)}
          >
            Discard{picked.length > 0 && ` ${picked.length}`}
          </button>
          <span className="hint tabular">{countWords(open.length)}</span>
        </div>
      )}
      {error && (
        <p className="wrong runs-note" role="alert">
          {error}
        </p>
      )}
      {loaded && open.length === 0 && !error && (
        <p className="empty">No dead letter. What a trigger delivers and nothing can process is put aside here.</p>
      )}
      {open.length > 0 && (
        <div className="letters-columns">
          <div className="letters-list">
            {byCause(open).map(([code, letters]) => (
              <Cause
                key={code}
                code={code}
                letters={letters}
                chosen={chosen}
                shownId={shown?.id}
                onChoose={choose}
                onShow={setShownId}
              />
            ))}
          </div>
          {shown && <LetterPanel key={shown.id} letter={shown} />}
        </div>
      )}
    </div>
  )
}

interface CauseProps {
  readonly code: string
  readonly letters: readonly LetterView[]
  readonly chosen: ReadonlySet<string>
  readonly shownId: string | undefined
  onChoose(letters: readonly LetterView[], isChosen: boolean): void
  onShow(id: string): void
}

function Cause({ code, letters, chosen, shownId, onChoose, onShow }: CauseProps) {
  const all = letters.every(({ id }) => chosen.has(id))
  const some = letters.some(({ id }) => chosen.has(id))
  return (
    <section aria-label={code}>
      <h2 className="letters-cause">
        <input
          type="checkbox"
          aria-label={`All with ${code}`}
          checked={all}
          ref={(box) => {
            if (box) box.indeterminate = some && !all
          }}
          onChange={() => onChoose(letters, !all)}
        />
        <code>{code}</code>
        <span className="hint tabular">{letters.length}</span>
      </h2>
      <ul>
        {letters.map((letter) => (
          <li key={letter.id} className={letter.id === shownId ? 'letter-row shown' : 'letter-row'}>
            <input
              type="checkbox"
              aria-label={`Choose the letter of ${atWords(letter.at)}`}
              checked={chosen.has(letter.id)}
              onChange={() => onChoose([letter], !chosen.has(letter.id))}
            />
            <button
              type="button"
              className="letter-link"
              aria-current={letter.id === shownId ? 'true' : undefined}
              onClick={() => onShow(letter.id)}
            >
              <CommandName name={letter.workflow ?? 'no command'} />
              <span className="cut">{letter.message}</span>
              <span className="meta tabular">{atWords(letter.at)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function countWords(count: number): string {
  if (count === MOST_LETTERS) return `the newest ${count} letters`
  return counted(count, 'letter')
}

/** Each begins a run, with effects that ask as they do elsewhere; many at once are worth a question. */
function askReplay(letters: readonly LetterView[]): void {
  const replay = () => void replayLetters(letters.slice(0, MOST_AT_ONCE).map(({ id }) => id))
  if (letters.length === 1) return replay()
  confirmFirst({
    title: `Replay ${letters.length} letters?`,
    message: 'Each begins a run of its command, in the order in which they came.',
    yes: `Replay ${letters.length}`,
    onYes: replay,
  })
}

async function replayLetters(ids: readonly string[]): Promise<void> {
  try {
    const { runs } = await bridge.call('letters.replay', { ids: ids.toReversed() })
    const [only, ...others] = runs
    if (only && others.length === 0)
      toast(REPLAYED, {
        duration: 12_000,
        action: { label: 'Open run', onClick: () => void openRunById(only.runId) },
      })
    else toast(`${runs.length} letters go as runs.`)
  } catch (error) {
    toast.error(errorSentence(error))
  }
  refreshLetters()
}

const REPLAYED = 'The letter goes as a new run.'

function askDiscard(letters: readonly LetterView[]): void {
  const discard = async () => {
    try {
      await bridge.call('letters.discard', { ids: letters.slice(0, MOST_AT_ONCE).map(({ id }) => id) })
    } catch (error) {
      toast.error(errorSentence(error))
    }
    refreshLetters()
  }
  confirmFirst({
    title: letters.length === 1 ? 'Discard this letter?' : `Discard ${letters.length} letters?`,
    message: 'What they brought will not be processed. They stay in the log, but cannot be replayed any more.',
    yes: 'Discard',
    onYes: () => void discard(),
  })
}
