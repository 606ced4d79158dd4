/**
 * A node by title and id, where the title is not ours to believe: a file that nobody trusts yet writes it itself, and may call a
 * node “nothing”, or turn the direction of what stands behind.
 */
export function withTitle(id: string, title = id): string {
  return title === id ? id : `\u2068${title}\u2069 (${id})`
}
