/** A text that was too large for its event: its beginning, and the rest in pieces as a person asks for them. */
import { useState } from 'react'
import type { BlobRef } from '#shared/events/blob.ts'
import { bridge, errorSentence } from '../../bridge/bridge.ts'
import { bytesWords } from '../../glyphs/time.ts'

const PIECE = 262_144

interface Read {
  readonly text: string
  readonly total: number
}

export function LargeText({ blob }: { readonly blob: BlobRef }) {
  const [read, setRead] = useState<Read>()
  const [state, setState] = useState<'idle' | 'reading'>('idle')
  const [error, setError] = useState('')
  const more = async () => {
    setState('reading')
    setError('')
    try {
      const offset = read?.text.length ?? 0
      const piece = await bridge.call('blobs.read', { hash: blob.$blob, offset, length: PIECE })
      setRead({ text: (read?.text ?? '') + piece.text, total: piece.total })
    } catch (failure) {
      setError(errorSentence(failure))
    }
    setState('idle')
  }
  const done = read !== undefined && read.text.length >= read.total
  return (
    <div className="large-text">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text scrolls by the keyboard too */}
      <pre className="run-pre" tabIndex={0}>
        {read ? asShown(read.text, blob.of) : blob.preview}
      </pre>
      <p className="hint">
        {read
          ? done
            ? `All of ${bytesWords(blob.bytes)}`
            : `${Math.round((read.text.length / read.total) * 100)} % of ${bytesWords(blob.bytes)}`
          : `The beginning of ${bytesWords(blob.bytes)}`}
        {!done && (
          <button type="button" className="text-button" disabled={state === 'reading'} onClick={() => void more()}>
            {read ? 'Show more' : 'Read on'}
          </button>
        )}
      </p>
      {error && (
        <p className="wrong" role="alert">
          {error}
        </p>
      )}
    </div>
  )
}

/** It is kept as JSON text; of a string, the quotes and escapes are not what a person wants to read. */
function asShown(text: string, of: BlobRef['of']): string {
  if (of !== 'string') return text
  const body = text.startsWith('"') ? text.slice(1) : text
  const complete = body.replace(/\\(?:u[0-9a-f]{0,3})?$/i, '').replace(/"$/, '')
  try {
    return JSON.parse(`"${complete}"`) as string // a JSON string, closed again
  } catch {
    return complete
  }
}
