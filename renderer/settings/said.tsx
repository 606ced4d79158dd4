export interface Said {
  readonly good: boolean
  readonly sentence: string
}

/** What came of a press on the button beside it. */
export function SaidLine({ said }: { readonly said: Said }) {
  return (
    <span className={said.good ? 'hint' : 'wrong'} role={said.good ? 'status' : 'alert'}>
      {said.sentence}
    </span>
  )
}
