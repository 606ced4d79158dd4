import { useLayoutEffect, useRef } from 'react'
import type { RunView } from '../state/followed-runs.ts'
import { NodeEntry } from './node-entry.tsx'
import { CommandItem, EndItem, NoteItem, UndoneItem } from './run-items.tsx'
import { ToldAloud } from './told-aloud.tsx'
import { type TranscriptItem, transcriptOf } from './transcript-of.ts'
import './transcript.css'

/** Closer to the end than this, the reader follows it. */
const AT_END_PX = 24

/** Everything a run said, in order. It follows the end only while the reader is there. */
export function Transcript({ run }: { readonly run: RunView }) {
  const items = transcriptOf(run.events)
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  useFollowEnd(scroller, content, run.runId)
  return (
    <>
      <ToldAloud run={run} />
      <div
        ref={scroller}
        className="transcript"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by the keyboard
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-label="Transcript"
      >
        <div ref={content} className="transcript-items">
          {run.error && (
            <p className="wrong" role="alert">
              {run.error}
            </p>
          )}
          {run.removed && <p className="entry-note">{run.removed.sentence}</p>}
          {items.map((item) => (
            <Item key={`${item.type} ${item.key}`} item={item} run={run} />
          ))}
        </div>
      </div>
    </>
  )
}

function Item({ item, run }: { readonly item: TranscriptItem; readonly run: RunView }) {
  switch (item.type) {
    case 'command':
      return <CommandItem item={item} workflow={run.workflow} />
    case 'node':
      return <NodeEntry item={item} run={run} />
    case 'undone':
      return <UndoneItem item={item} run={run} />
    case 'note':
      return <NoteItem item={item} />
    default:
      return <EndItem item={item} run={run} />
  }
}

function useFollowEnd(
  scroller: React.RefObject<HTMLElement | null>,
  content: React.RefObject<HTMLElement | null>,
  runId: string,
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another run begins at its end
  useLayoutEffect(() => {
    const box = scroller.current
    const inner = content.current
    if (!box || !inner) return
    let atEnd = true
    const follow = () => {
      if (atEnd) box.scrollTop = box.scrollHeight
    }
    // Text that grows between a scroll and its event would look like a reader who left: only a move upwards is one.
    let top = 0
    const hear = () => {
      const near = box.scrollHeight - box.scrollTop - box.clientHeight < AT_END_PX
      if (near) atEnd = true
      else if (box.scrollTop < top) atEnd = false
      top = box.scrollTop
    }
    const observer = new ResizeObserver(follow)
    observer.observe(inner)
    observer.observe(box)
    box.addEventListener('scroll', hear, { passive: true })
    follow()
    return () => {
      observer.disconnect()
      box.removeEventListener('scroll', hear)
    }
  }, [runId])
}
