/** `/name` with a quiet slash, as a command stands everywhere. */
export function CommandName({ name }: { readonly name: string }) {
  return (
    <span className="command-name cut">
      <span className="slash">/</span>
      {name}
    </span>
  )
}
