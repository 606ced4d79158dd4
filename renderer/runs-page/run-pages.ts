/** The runs of the page, a part at a time: 100,000 of them are not fetched to show forty. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { RunSummary } from '#shared/ipc/views/run-views.ts'
import type { RunStatus } from '#shared/state/run-state.ts'
import { bridge, errorSentence } from '../bridge/bridge.ts'
import { onReconnected } from '../bridge/connection.ts'
import { coalesced } from '../state/frame.ts'

const PART = 200
const MOST = 1_000
const REFRESH_MS = 200

export interface RunPages {
  /** Newest first. */
  readonly runs: readonly RunSummary[]
  readonly loaded: boolean
  /** Older ones are there. */
  readonly hasMore: boolean
  readonly error: string | undefined
  more(): void
}

interface Loaded {
  readonly runs: readonly RunSummary[]
  readonly loaded: boolean
  readonly hasMore: boolean
  readonly error: string | undefined
}

const NOTHING: Loaded = { runs: [], loaded: false, hasMore: false, error: undefined }

/** Without a status the runs at the top; with one also those that others called, since one of them may be what is looked for. */
export function useRunPages(status: readonly RunStatus[] | undefined): RunPages {
  const [state, setState] = useState(NOTHING)
  const now = useRef(state)
  now.current = state
  const key = status?.join(' ') ?? ''
  const filter = useCallback(
    () => (key === '' ? { roots: true } : { status: key.split(' ') as RunStatus[] }), // joined above
    [key],
  )

  useEffect(() => {
    let isGone = false
    const load = coalesced(async () => {
      try {
        // What is on the screen is renewed as far as one call goes; what lies further down changes no more.
        const limit = Math.min(MOST, Math.max(PART, now.current.runs.length))
        const first = await bridge.call('runs.list', { limit, ...filter() })
        if (!isGone) setState((before) => joined(first, before, limit))
      } catch (error) {
        if (!isGone) setState((before) => ({ ...before, loaded: true, error: errorSentence(error) }))
      }
    }, REFRESH_MS)
    load()
    const ends = [
      bridge.on('run.event', ({ type }) => {
        if (type !== 'node.streamed') load()
      }),
      onReconnected(load),
    ]
    return () => {
      isGone = true
      setState(NOTHING)
      for (const end of ends) end?.()
    }
  }, [filter])

  const isFetching = useRef(false)
  const more = async () => {
    const last = now.current.runs.at(-1)
    if (!last || !now.current.hasMore || isFetching.current) return
    isFetching.current = true
    try {
      const older = await bridge.call('runs.list', { limit: PART, before: last.runId, ...filter() })
      setState((before) =>
        before.runs.at(-1)?.runId === last.runId
          ? { ...before, runs: [...before.runs, ...older], hasMore: older.length === PART }
          : before,
      )
    } catch (error) {
      setState((before) => ({ ...before, error: errorSentence(error) }))
    } finally {
      isFetching.current = false
    }
  }
  return { ...state, more: () => void more() }
}

/** The renewed beginning, and behind it what was known. */
function joined(first: readonly RunSummary[], before: Loaded, limit: number): Loaded {
  const isAll = first.length < limit
  const at = isAll ? -1 : before.runs.findIndex(({ runId }) => runId === first.at(-1)?.runId)
  const rest = at < 0 ? [] : before.runs.slice(at + 1)
  return {
    runs: [...first, ...rest],
    loaded: true,
    hasMore: !isAll && (rest.length === 0 || before.hasMore),
    error: undefined,
  }
}
