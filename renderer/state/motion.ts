/**
 * Whether the canvas is in motion: the view moves, or the hand moves something on it, which it drags, draws, pulls or boxes in.
 * Then every frame is wanted for that, and what can wait a moment does: in a picture that moves nobody reads.
 */
import { useEffect, useReducer, useRef } from 'react'

/** What waits for rest, as text and clocks, waits for at most this long. */
export const WAIT_FOR_REST_MS = 1_000

const moving = new Set<'view' | 'hand'>()
const waiting = new Set<() => void>()
const listeners = new Set<() => void>()

/** The view begins or ends to move, or the hand to move something. */
export function tellMoves(what: 'view' | 'hand', moves: boolean): void {
  if (moves) return void moving.add(what)
  if (!moving.delete(what) || moving.size > 0) return
  for (const listener of listeners) listener()
  for (const task of waiting) {
    waiting.delete(task)
    task()
  }
}

export const isInMotion = (): boolean => moving.size > 0

/** `listener` hears whenever it rests again, as long as the window lives. */
export function onRest(listener: () => void): void {
  listeners.add(listener)
}

/** Runs a task once it rests. Returns what takes it back. */
export function atRest(task: () => void): () => void {
  if (!isInMotion()) {
    task()
    return () => undefined
  }
  waiting.add(task)
  return () => void waiting.delete(task)
}

/** The value as it was when the canvas last rested. */
export function useAtRest<T>(value: T): T {
  const shown = useRef(value)
  const [, showAgain] = useReducer((count: number) => count + 1, 0)
  const waits = shown.current !== value && isInMotion()
  if (!waits) shown.current = value
  useEffect(() => (waits ? atRest(showAgain) : undefined), [waits])
  return shown.current
}
