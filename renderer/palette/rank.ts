/** How well an entry of the palette fits what is typed: 0 not at all, 1 best. */

const WORD = /[\s/_\-:.,…]+/

export function rank(search: string, name: string, words: readonly string[] = []): number {
  const wanted = search.trim().toLowerCase()
  const called = name.toLowerCase()
  if (called.startsWith(wanted) || called.startsWith(`/${wanted}`)) return 1
  if (called.split(WORD).some((word) => word.startsWith(wanted))) return 0.8
  if (called.includes(wanted)) return 0.5
  const all = [called, ...words.map((word) => word.toLowerCase())].join(' ')
  if (wanted.split(/\s+/).every((word) => all.includes(word))) return 0.3
  return 0.2 * scattered(wanted, called)
}

/**
 * The letters in order, anywhere in the name, each at the beginning of a word or behind the one before: `dnr` in "Delete
 * and reconnect". More of the name is better.
 */
function scattered(wanted: string, name: string): number {
  const letters = wanted.replace(/\s+/g, '')
  // Each step holds the places where the letters so far may end.
  let ends: readonly number[] = [-1]
  for (const letter of letters) {
    const next = new Set<number>()
    for (const end of ends)
      for (let at = name.indexOf(letter, end + 1); at >= 0; at = name.indexOf(letter, at + 1))
        if (at === end + 1 || at === 0 || /[\s/_-]/.test(name[at - 1] ?? '')) next.add(at)
    ends = [...next]
  }
  return ends.length === 0 || letters.length < 2 ? 0 : Math.min(1, letters.length / name.length + 0.25)
}
