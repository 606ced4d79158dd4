/** The name that someone most likely meant: close in spelling, or the only one that begins so. */
export function closest(given: string, names: Iterable<string>): string | undefined {
  const wanted = given.toLowerCase()
  const allowed = Math.max(1, Math.floor(wanted.length / 3))
  let best: { readonly name: string; readonly distance: number } | undefined
  const beginning: string[] = []
  for (const name of names) {
    const lower = name.toLowerCase()
    if (wanted.length >= 2 && lower.startsWith(wanted)) beginning.push(name)
    // Lengths that differ more than the distance allows need no counting.
    if (Math.abs(lower.length - wanted.length) > allowed) continue
    const distance = editDistance(wanted, lower)
    if (distance <= allowed && distance < Math.max(wanted.length, lower.length) && (!best || distance < best.distance))
      best = { name, distance }
  }
  return best?.name ?? (beginning.length === 1 ? beginning[0] : undefined)
}

/** ` Did you mean "x"?`, or nothing. Goes behind a sentence. */
export function didYouMean(given: string, names: Iterable<string>): string {
  const name = closest(given, names)
  return name === undefined ? '' : ` Did you mean "${name}"?`
}

/** Letters added, left out, changed, or swapped with their neighbour. */
function editDistance(a: string, b: string): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1)
      row.push(cost)
    }
    before = last
    last = row
  }
  return last[b.length] ?? 0
}
