/** One letter: why it is here, and its payload to be changed before it goes again. */
import { useState } from 'react'
import { toast } from 'sonner'
import type { LetterView } from '#shared/ipc/views/run-views.ts'
import type { Json } from '#shared/json.ts'
import { bridge, errorSentence } from '../bridge/bridge.ts'
import { atWords } from '../glyphs/time.ts'
import { TextEditor } from '../inspector/editor/text-editor.tsx'
import { openRunById } from '../state/start-run.ts'
import { refreshLetters } from './letters.ts'

export function LetterPanel({ letter }: { readonly letter: LetterView }) {
  const [start] = useState(() => JSON.stringify(letter.payload, null, 2))
  const [text, setText] = useState(start)
  const [error, setError] = useState('')
  const edited = text !== start
  const replay = async () => {
    const payload = parsed(text)
    if (payload === undefined) return setError('This is no JSON. Correct it, or take back the changes.')
    setError('')
    try {
      const { runs } = await bridge.call('letters.replay', { ids: [letter.id], ...(edited && { payload }) })
      const runId = runs[0]?.runId
      toast('The letter goes as a new run.', {
        duration: 12_000,
        ...(runId !== undefined && { action: { label: 'Open run', onClick: () => void openRunById(runId) } }),
      })
      refreshLetters()
    } catch (failure) {
      setError(errorSentence(failure))
    }
  }
  return (
    <section className="letter-panel" aria-label="Letter">
      <p className="letter-message">{letter.message}</p>
      <dl className="input-list">
        <Fact name="cause" value={letter.code} />
        <Fact name="command" value={letter.workflow === undefined ? 'none' : `/${letter.workflow}`} />
        <Fact name="entry" value={letter.source} />
        <Fact name="folder" value={letter.workspace || 'none'} />
        <Fact name="since" value={atWords(letter.at)} />
      </dl>
      <h3 className="letter-heading">
        Payload
        {edited && <span className="hint">changed</span>}
      </h3>
      <div className="letter-editor">
        <TextEditor value={text} label="Payload" language="json" onText={setText} />
      </div>
      {error && (
        <p className="wrong" role="alert">
          {error}
        </p>
      )}
      <div className="letter-buttons">
        <button type="button" className="button solid" onClick={() => void replay()}>
          {edited ? 'Replay with this payload' : 'Replay'}
        </button>
        {edited && (
          <button type="button" className="button quiet" onClick={() => setText(start)}>
            Take back
          </button>
        )}
        {letter.runId !== undefined && (
          <button type="button" className="button quiet" onClick={() => void openRunById(letter.runId ?? '')}>
            Open the run that failed
          </button>
        )}
      </div>
    </section>
  )
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt className="cut">{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json // as JSON is
  } catch {
    return undefined
  }
}
