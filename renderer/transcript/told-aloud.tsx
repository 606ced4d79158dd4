import { useEffect, useRef, useState } from 'react'
import type { RunView } from '../state/followed-runs.ts'
import { titleOf } from '../state/run-title.ts'
import { isNewlyBegun } from '../state/start-run.ts'
import { toldItems } from './told-items.ts'
import { type TranscriptItem, transcriptOf } from './transcript-of.ts'

/** What comes within it is one sentence. */
const TOLD_TOGETHER_MS = 600
const NOTHING: readonly TranscriptItem[] = []

interface Told {
  readonly runId: string
  readonly items: readonly TranscriptItem[]
}

/** The live region of the transcript. The transcript itself is none: text that streams would be read again with each piece. */
export function ToldAloud({ run }: { readonly run: RunView }) {
  const [said, setSaid] = useState({ words: '', count: 0 })
  const items = transcriptOf(run.events)
  const now = useRef({ run, items })
  now.current = { run, items }
  const told = useRef<Told | undefined>(undefined)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)

  useEffect(() => {
    if (run.loading) return
    // What a run said before one looked at it is read in the transcript; one that was begun here may say all of it before.
    if (told.current?.runId !== run.runId)
      told.current = { runId: run.runId, items: isNewlyBegun(run.runId) ? NOTHING : items }
    if (told.current.items === items || timer.current !== undefined) return
    timer.current = setTimeout(() => {
      timer.current = undefined
      const before = told.current
      const after = now.current
      if (before?.runId !== after.run.runId) return
      told.current = { runId: before.runId, items: after.items }
      const words = toldItems(before.items, after.items, (nodeId) => titleOf(after.run, nodeId))
      if (words !== '') setSaid(({ count }) => ({ words, count: count + 1 }))
    }, TOLD_TOGETHER_MS)
  }, [items, run.loading, run.runId])
  useEffect(() => () => clearTimeout(timer.current), [])

  return (
    <p className="visually-hidden" role="status">
      {/* A blank more or less: the same sentence counts as a new one. */}
      {said.count % 2 === 0 ? said.words : `${said.words}\u00a0`}
    </p>
  )
}
