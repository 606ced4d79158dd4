/** A deed that is never done twice at once for the same: who asks meanwhile gets the one that begins after this one. */
export function oneAtATime(deed: (key: string) => Promise<void>): (key: string) => Promise<void> {
  const running = new Map<string, Promise<void>>()
  const next = new Map<string, Promise<void>>()

  const begin = (key: string): Promise<void> => {
    next.delete(key)
    const done = deed(key).finally(() => running.delete(key))
    running.set(key, done)
    return done
  }

  return (key) => {
    const planned = next.get(key)
    if (planned) return planned
    const before = running.get(key)
    if (!before) return begin(key)
    const after = before.then(
      () => begin(key),
      () => begin(key),
    )
    next.set(key, after)
    return after
  }
}
