/** Looks for a text in all runs, call by call: what is found is shown while the rest is looked at. */
import { useEffect, useState } from 'react'
import type { FoundRun, SearchedRuns } from '#shared/ipc/views/run-views.ts'
import type { RunStatus } from '#shared/state/run-state.ts'
import { bridge, errorSentence } from '../bridge/bridge.ts'

/** Found runs that are fetched before somebody scrolls on. */
const PART = 100
/** A person who types goes on. */
const PAUSE_MS = 150

export interface RunSearch {
  /** Newest first. */
  readonly runs: readonly FoundRun[]
  readonly looked: number
  /** All runs were looked at. */
  readonly done: boolean
  readonly error: string | undefined
  more(): void
}

interface Found extends Omit<RunSearch, 'more'> {
  /** Where the next call goes on. */
  readonly next: string | undefined
}

const NOTHING: Found = { runs: [], looked: 0, done: false, error: undefined, next: undefined }

/** An empty text looks for nothing. */
export function useRunSearch(text: string, status: readonly RunStatus[] | undefined): RunSearch {
  const [found, setFound] = useState(NOTHING)
  const [wanted, setWanted] = useState(PART)
  const key = status?.join(' ') ?? ''
  // biome-ignore lint/correctness/useExhaustiveDependencies: another search begins anew
  useEffect(() => {
    setFound(NOTHING)
    setWanted(PART)
  }, [text, key])
  const { done, error, runs, looked, next } = found
  const goesOn = text !== '' && !done && error === undefined && runs.length < wanted
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer asks for the next, and `runs` comes with it
  useEffect(() => {
    if (!goesOn) return
    let isGone = false
    const ask = async () => {
      try {
        const part = await bridge.call('runs.search', {
          text,
          ...(next !== undefined && { before: next }),
          ...(key !== '' && { status: key.split(' ') as RunStatus[] }), // joined above
        })
        if (!isGone) setFound((before) => joined(before, part))
      } catch (failure) {
        if (!isGone) setFound((before) => ({ ...before, error: errorSentence(failure) }))
      }
    }
    const timer = setTimeout(() => void ask(), looked === 0 ? PAUSE_MS : 0)
    return () => {
      isGone = true
      clearTimeout(timer)
    }
  }, [text, key, goesOn, looked])
  return { runs, looked, done, error, more: () => setWanted((before) => Math.max(before, runs.length + PART)) }
}

function joined(before: Found, { runs, looked, next }: SearchedRuns): Found {
  return {
    runs: [...before.runs, ...runs],
    looked: before.looked + looked,
    done: next === null,
    error: undefined,
    next: next ?? undefined,
  }
}
