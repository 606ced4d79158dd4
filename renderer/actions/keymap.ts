/** Which keys belong to which action: those it comes with, or those that a person gave it. */
import type { Action, ActionScope } from './action.ts'

/** By action: its keys, the one to show first; none where it has lost them. */
export type OwnKeys = Readonly<Record<string, readonly string[]>>

export const scopeOf = (action: Action): ActionScope => action.scope ?? 'window'

export function keysIn(action: Action, all: readonly Action[], own: OwnKeys): readonly string[] {
  const owner = ownerOf(action, all)
  return own[owner.id] ?? keysFromStart(owner)
}

/** As it comes. */
export function keysFromStart({ keys }: Action): readonly string[] {
  return typeof keys === 'string' ? [keys] : (keys ?? [])
}

/** Whose keys it has. */
function ownerOf(action: Action, all: readonly Action[]): Action {
  return all.find(({ id }) => id === action.sharesKeysWith) ?? action
}

/**
 * Other actions that would hear the same keys, also where one is the beginning of the other's sequence. The graph and the
 * window may share a key only where they came so: the nearer one hears it.
 */
export function clashesOf(action: Action, keys: string, all: readonly Action[], own: OwnKeys): readonly Action[] {
  return all.filter(
    (other) =>
      scopesMeet(other, action) &&
      !cameSo(other, action, keys) &&
      ownerOf(other, all) === other &&
      other.id !== ownerOf(action, all).id &&
      keysIn(other, all, own).some((each) => overlap(each, keys)),
  )
}

const scopesMeet = (one: Action, other: Action): boolean =>
  scopeOf(one) === scopeOf(other) || scopeOf(one) === 'window' || scopeOf(other) === 'window'

const cameSo = (one: Action, other: Action, keys: string): boolean =>
  scopeOf(one) !== scopeOf(other) && [one, other].every((each) => keysFromStart(each).includes(keys))

const overlap = (one: string, other: string): boolean =>
  one === other || one.startsWith(`${other} `) || other.startsWith(`${one} `)

/** Gives an action these keys, taken from whoever has them; as it came where they are its own from the start. */
export function withKeys(action: Action, keys: readonly string[], all: readonly Action[], own: OwnKeys): OwnKeys {
  let next = own
  for (const each of keys)
    for (const other of clashesOf(action, each, all, next))
      next = keepChanged(
        other,
        keysIn(other, all, next).filter((taken) => !overlap(taken, each)),
        next,
      )
  return keepChanged(ownerOf(action, all), keys, next)
}

function keepChanged(action: Action, keys: readonly string[], own: OwnKeys): OwnKeys {
  const { [action.id]: _before, ...others } = own
  return String(keys) === String(keysFromStart(action)) ? others : { ...others, [action.id]: keys }
}
