/** By what is begun: when it was asked for. */
const beginning = new Map<string, number>()

/** A host that is gone answers nothing; the keys are not held back for ever. */
const MEANT_FOR_FORM_MS = 5_000

/** A key that is held or pressed twice, or a double click, means one run: nothing is begun while the same is not answered yet. */
export async function beginOnce(what: string, begin: () => Promise<void>): Promise<void> {
  if (beginning.has(what)) return
  beginning.set(what, performance.now())
  try {
    await begin()
  } finally {
    beginning.delete(what)
  }
}

/** What is typed until the form is there is meant for it. */
export const mayOpenForm = (): boolean =>
  [...beginning.values()].some((askedAt) => performance.now() - askedAt < MEANT_FOR_FORM_MS)
