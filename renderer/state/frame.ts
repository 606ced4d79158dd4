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
