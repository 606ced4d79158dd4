import { errorSentence } from '../bridge/bridge.ts'

export interface Said {
  readonly good: boolean
  readonly sentence: string
}

export const failedSaid = (error: unknown): Said => ({ good: false, sentence: errorSentence(error) })

/** What stands in the fields is not what counts. */
export const UNSAVED: Said = { good: true, sentence: 'Not saved yet.' }

/** The button that sends the form, and what came of it. */
export function SaveRow({ said }: { readonly said: Said | undefined }) {
  return (
    <p className="settings-save">
      <button type="submit" className="button">
        Save
      </button>
      <SaidLine said={said} />
    </p>
  )
}

/** What came of a press on the button beside it. */
export function SaidLine({ said }: { readonly said: Said | undefined }) {
  if (!said) return null
  return (
    <span className={said.good ? 'hint' : 'wrong'} role={said.good ? 'status' : 'alert'}>
      {said.sentence}
    </span>
  )
}
