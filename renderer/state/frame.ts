/** Runs a task once in the next frame, however often it is asked for; a hidden window has no frames, so a timer stands in. */
const HIDDEN_MS = 100

export function oncePerFrame(task: () => void): () => void {
  let planned = false
  const run = () => {
    if (!planned) return
    planned = false
    task()
  }
  return () => {
    if (planned) return
    planned = true
    if (document.hidden) setTimeout(run, HIDDEN_MS)
    else {
      requestAnimationFrame(run)
      // The window may be hidden before the frame comes; whichever is first does the work.
      setTimeout(run, HIDDEN_MS * 3)
    }
  }
}

/** While the view moves, further text and clocks wait for at most this long: in a picture that moves nobody reads them. */
export const WAIT_FOR_REST_MS = 1_000

let moving = false
const rested = new Set<() => void>()

/** The view of the canvas begins or ends to move. */
export function tellViewMoves(moves: boolean): void {
  const rests = moving && !moves
  moving = moves
  if (rests) for (const listener of rested) listener()
}

/** `listener` hears when it rests again, as long as the window lives. */
export function onViewRests(listener: () => void): void {
  rested.add(listener)
}

/** Whether it moves: then every frame is wanted for the move, and what can wait a moment does. */
export const viewMoves = (): boolean => moving

/** Runs an asynchronous task soon after it was asked for, never twice at once, and once more where it was asked for meanwhile. */
export function coalesced(task: () => Promise<void>, delayMs: number): () => void {
  let state: 'idle' | 'planned' | 'busy' | 'again' = 'idle'
  const plan = () => {
    state = 'planned'
    setTimeout(async () => {
      state = 'busy'
      await task().catch(() => undefined) // a lost connection: everything is asked for again once it is back
      if ((state as string) === 'again') plan()
      else state = 'idle'
    }, delayMs)
  }
  return () => {
    if (state === 'idle') plan()
    else if (state === 'busy') state = 'again'
  }
}
