/**
 * One order of keys from two that grew out of a third. What a side added stays behind the key it was added behind; where both
 * added at one place, the group whose first key comes first in the alphabet does, so that it does not matter who is `mine`.
 */
export function mergeOrder(
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
): readonly string[] {
  const known = new Set(base)
  const skeleton = skeletonOf(base, mine, theirs, known)
  const [myGroups, theirGroups] = [additions(mine, known), additions(theirs, known)]
  const order = new Set<string>()
  for (const anchor of [null, ...skeleton]) {
    if (anchor !== null) order.add(anchor)
    for (const group of inOrder(myGroups.get(anchor) ?? [], theirGroups.get(anchor) ?? []))
      for (const key of group) order.add(key)
  }
  return [...order]
}

/** Null: before the first. */
type Anchor = string | null

/** The keys of the base, in the order of the side that changed it. */
function skeletonOf(
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
  known: ReadonlySet<string>,
): readonly string[] {
  const [here, there] = [mine, theirs].map((side) =>
    withMissing(
      base,
      side.filter((key) => known.has(key)),
    ),
  ) as [readonly string[], readonly string[]]
  const [text, hereText, thereText] = [base, here, there].map((keys) => JSON.stringify(keys)) as [
    string,
    string,
    string,
  ]
  if (hereText === text) return there
  if (thereText === text) return here
  return hereText <= thereText ? here : there
}

/** A side that lacks keys of the base says nothing about their place: they stay behind what they stood behind. */
function withMissing(base: readonly string[], present: readonly string[]): readonly string[] {
  const has = new Set(present)
  const behind = new Map<Anchor, string[]>()
  let anchor: Anchor = null
  for (const key of base) {
    if (has.has(key)) anchor = key
    else behind.set(anchor, [...(behind.get(anchor) ?? []), key])
  }
  return [...(behind.get(null) ?? []), ...present.flatMap((key) => [key, ...(behind.get(key) ?? [])])]
}

/** What a side added, in runs, by the key of the base that stands before the run. */
function additions(side: readonly string[], known: ReadonlySet<string>): ReadonlyMap<Anchor, readonly string[]> {
  const groups = new Map<Anchor, string[]>()
  let anchor: Anchor = null
  for (const key of side) {
    if (known.has(key)) anchor = key
    else {
      const group = groups.get(anchor)
      if (group) group.push(key)
      else groups.set(anchor, [key])
    }
  }
  return groups
}

function inOrder(mine: readonly string[], theirs: readonly string[]): readonly (readonly string[])[] {
  return JSON.stringify(mine) <= JSON.stringify(theirs) ? [mine, theirs] : [theirs, mine]
}
