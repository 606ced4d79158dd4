/**
 * What React knows an open document by. A Save that makes a bundled command one's own gives it another ref, as does a rename:
 * on the screen it stays the same graph and the same form, with the caret, the scroll and the zoom that they have.
 */
const keys = new Map<string, number>()
let last = 0

export function drawnKey(ref: string): number {
  const key = keys.get(ref) ?? ++last
  keys.set(ref, key)
  return key
}

export function moveDrawnKey(from: string, to: string): void {
  keys.set(to, drawnKey(from))
  keys.delete(from)
}
