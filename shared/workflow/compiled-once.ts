/** Remembers what was made of a text, the latest `size` of them; what throws is not remembered. */
export function compiledOnce<T>(size: number, make: (text: string) => T): (text: string) => T {
  const cache = new Map<string, T>()
  return (text) => {
    const known = cache.get(text)
    if (known !== undefined) return known
    const made = make(text)
    const oldest = cache.size >= size ? cache.keys().next().value : undefined
    if (oldest !== undefined) cache.delete(oldest)
    cache.set(text, made)
    return made
  }
}
