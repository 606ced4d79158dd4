/** What a person has typed into an open question, kept by the question's id: the node and the inspector show the same. */
import { useCallback } from 'react'
import { create } from 'zustand'
import type { Json } from '#shared/json.ts'

export interface Draft {
  /** The payload or the fields as text; absent where untouched. */
  readonly payload?: string | undefined
  /** A payload that was kept beside the log, once it has been read. */
  readonly whole?: Json
  readonly fields?: Readonly<Record<string, Json>>
  readonly feedback?: string
  readonly step?: 'rejecting' | 'output'
  readonly sending?: boolean
  readonly error?: string
}

const useDrafts = create<{ readonly byId: Readonly<Record<string, Draft>> }>(() => ({ byId: {} }))

const EMPTY: Draft = {}

export function useDraft(waitId: string): readonly [Draft, (change: Partial<Draft>) => void] {
  const draft = useDrafts(({ byId }) => byId[waitId] ?? EMPTY)
  const change = useCallback(
    (part: Partial<Draft>) =>
      useDrafts.setState(({ byId }) => ({ byId: { ...byId, [waitId]: { ...byId[waitId], ...part } } })),
    [waitId],
  )
  return [draft, change]
}
