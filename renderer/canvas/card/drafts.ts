/** What a person has typed into an open question, kept by the question's id: the node and the inspector show the same. */
import { useCallback } from 'react'
import { create } from 'zustand'
import { isJsonObject, type Json } from '#shared/json.ts'
import { keepUnsent, unsentNow, useUnsent } from '../../state/unsent.ts'

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

/** What of it is the person's own work, and is kept beyond the window. */
type Written = Pick<Draft, 'payload' | 'fields' | 'feedback' | 'step'>

const useDrafts = create<{ readonly byId: Readonly<Record<string, Draft>> }>(() => ({ byId: {} }))

const EMPTY: Draft = {}

export function useDraft(waitId: string): readonly [Draft, (change: Partial<Draft>) => void] {
  const now = useDrafts(({ byId }) => byId[waitId])
  const left = useUnsent(keyOf(waitId))
  const change = useCallback(
    (part: Partial<Draft>) => {
      const draft = { ...(useDrafts.getState().byId[waitId] ?? writtenIn(unsentNow(keyOf(waitId)))), ...part }
      useDrafts.setState(({ byId }) => ({ byId: { ...byId, [waitId]: draft } }))
      const { payload, fields, feedback, step } = draft
      // Sent, it is the run's; what could not be sent is there again with its error.
      const written = draft.sending ? {} : { payload, fields, feedback, step }
      const entries = Object.entries(written).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]))
      keepUnsent(keyOf(waitId), entries.length === 0 ? undefined : Object.fromEntries(entries))
    },
    [waitId],
  )
  return [now ?? writtenIn(left), change]
}

const keyOf = (waitId: string): string => `answer ${waitId}`

/** As `change` has kept it, in this window or in an earlier one. */
function writtenIn(kept: Json | undefined): Written {
  return isJsonObject(kept) ? (kept as Written) : EMPTY
}
