const beginning = new Set<string>()

/** A key that is held or pressed twice, or a double click, means one run: nothing is begun while the same is not answered yet. */
export async function beginOnce(what: string, begin: () => Promise<void>): Promise<void> {
  if (beginning.has(what)) return
  beginning.add(what)
  try {
    await begin()
  } finally {
    beginning.delete(what)
  }
}
