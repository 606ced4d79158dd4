/** The end of what a node streams: four lines, bottom-aligned. It grows inside a fixed height, so nothing around it moves. */
import { useEffect, useRef } from 'react'
import { useNow } from '../../glyphs/time.ts'
import { inlinePieces } from '../../parts/inline-marks.ts'
import { useInSight, useSeen } from '../../parts/use-in-sight.ts'
import { useLiveText, useNodeState } from '../../state/runs.ts'
import { liveKey, useCanvas } from '../canvas-context.ts'

const LINES = 4
/** Px of the width of a node for one character, at the least: what has no room on its lines need not be laid out. */
const NARROWEST = 3.2

export interface LiveTextProps {
  readonly nodeId: string
  /** Of the item that is shown. */
  readonly path: string
  readonly code: boolean
  /** Of the node. */
  readonly width: number
  /** The node has room for it; before that, the first text only asks for the room. */
  readonly shown: boolean
}

export function LiveText({ nodeId, path, code, width, shown }: LiveTextProps) {
  const { runId, reportLive } = useCanvas()
  const place = useRef<HTMLDivElement>(null)
  const inSight = useInSight(place, shown, '.react-flow')
  const node = useNodeState(runId, nodeId, path)
  const text = useSeen(inSight, useNewestText(inSight ? runId : null, nodeId, path))
  const most = Math.ceil(width / NARROWEST) * LINES
  const begun = text !== ''
  const key = node ? liveKey(node) : ''
  useEffect(() => {
    if (begun && key !== '') reportLive(key)
  }, [begun, key, reportLive])
  if (!shown) return null
  return (
    <>
      <div ref={place} className={code ? 'live code' : 'live'} aria-hidden="true">
        <p>
          {code
            ? text.slice(-most)
            : inlinePieces(tail(text, most)).map((piece) =>
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
function tail(text: string, most: number): string {
  if (text.length <= most) return text
  const end = text.slice(-most)
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
