/** Small things the window remembers between two starts. Storage may be full or forbidden; then it forgets. */
const PREFIX = 'slashflow.'

export function remembered<T>(key: string, fallback: T): T {
  try {
    const text = localStorage.getItem(PREFIX + key)
    return text === null ? fallback : (JSON.parse(text) as T) // written by `remember` below, by this or an earlier version
  } catch {
    return fallback
  }
}

export function remember(key: string, value: unknown): void {
  try {
    if (value === undefined) localStorage.removeItem(PREFIX + key)
    else localStorage.setItem(PREFIX + key, JSON.stringify(value))
  } catch {
    // Nothing depends on it.
  }
}
