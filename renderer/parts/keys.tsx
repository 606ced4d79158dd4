import { useKeysOf } from '../actions/shortcuts.ts'

/** A shortcut as a key cap. */
export function Keys({ keys }: { readonly keys: string }) {
  return <kbd className="key">{keys}</kbd>
}

/** The shortcut that the person has for an action; nothing where it has none. */
export function ActionKeys({ action }: { readonly action: string }) {
  const keys = useKeysOf(action)
  return keys === undefined ? null : <Keys keys={keys} />
}
