/** A shortcut as a key cap. */
export function Keys({ keys }: { readonly keys: string }) {
  return <kbd className="key">{keys}</kbd>
}
