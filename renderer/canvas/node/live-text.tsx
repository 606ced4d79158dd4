/** The end of what a node streams: four lines, bottom-aligned. It grows inside a fixed height, so nothing around it moves. */
import { useEffect } from 'react'
import { useNow } from '../../glyphs/time.ts'
import { useLiveText, useNodeState } from '../../state/runs.ts'
import { liveKey, useCanvas } from '../canvas-context.ts'
import { inlinePieces } from '../model/inline-marks.ts'

const SHOWN_CHARACTERS = 480

export interface LiveTextProps {
  readonly nodeId: string
  /** Of the item that is shown. */
  readonly path: string
  readonly code: boolean
  /** The node has room for it; before that, the first text only asks for the room. */
  readonly shown: boolean
}

export function LiveText({ nodeId, path, code, shown }: LiveTextProps) {
  const { runId, reportLive } = useCanvas()
  const node = useNodeState(runId, nodeId, path)
  const text = useNewestText(runId, nodeId, path)
  const begun = text !== ''
  const key = node ? liveKey(node) : ''
  useEffect(() => {
    if (begun && key !== '') reportLive(key)
  }, [begun, key, reportLive])
  if (!shown) return null
  return (
    <>
      <div className={code ? 'live code' : 'live'} aria-hidden="true">
        <p>
          {code
            ? text.slice(-SHOWN_CHARACTERS)
            : inlinePieces(tail(text)).map((piece) =>
                piece.code ? <code key={piece.at}>{piece.text}</code> : piece.text,
              )}
          <span className="live-caret" />
        </p>
      </div>
      {!code && <LiveFoot characters={text.length} startedAt={node?.startedAt} />}
    </>
  )
}

/** A model writes on `text`, a program on `stdout` and `stderr`. */
function useNewestText(runId: string | null, nodeId: string, path: string): string {
  const text = useLiveText(runId, nodeId, 'text', path)
  const out = useLiveText(runId, nodeId, 'stdout', path)
  const err = useLiveText(runId, nodeId, 'stderr', path)
  return text || out || err
}

/** From a word's beginning on. */
function tail(text: string): string {
  if (text.length <= SHOWN_CHARACTERS) return text
  const end = text.slice(-SHOWN_CHARACTERS)
  return end.slice(end.indexOf(' ') + 1)
}

function LiveFoot({ characters, startedAt }: { readonly characters: number; readonly startedAt: string | undefined }) {
  const now = useNow(true, 1_000)
  const seconds = startedAt === undefined ? 0 : (now - Date.parse(startedAt)) / 1_000
  return (
    <p className="live-foot" aria-hidden="true">
      <span>{characters.toLocaleString('en')} characters</span>
      {seconds >= 1 && <span>{Math.round(characters / seconds)}/s</span>}
    </p>
  )
}
