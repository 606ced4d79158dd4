import { useState } from 'react'
import { errorSentence } from '../bridge/bridge.ts'
import { Modal } from '../parts/modal.tsx'
import { useWorkflows } from '../state/workflows.ts'
import { NameField, PlaceField } from './name-field.tsx'
import { nameProblem, typedName } from './name-problem.ts'
import { closeNameQuestion, type NameQuestion, useNameQuestion } from './name-question.ts'

/** Mounted once, by the window. */
export function NameDialog() {
  const question = useNameQuestion((state) => state.question)
  return question ? <NameForm key={question.title} question={question} /> : null
}

function NameForm({ question }: { readonly question: NameQuestion }) {
  const list = useWorkflows((workflows) => workflows.list)
  const [typed, setTyped] = useState(question.name)
  const [place, setPlace] = useState(question.place ?? 'user')
  const [refused, setRefused] = useState<string>()
  const [busy, setBusy] = useState(false)
  const name = typedName(typed)
  const problem = refused ?? nameProblem(name, place, list, question.besides)
  const agree = async (event?: React.FormEvent) => {
    event?.preventDefault()
    if (problem !== undefined || busy) return
    setBusy(true)
    const why = await question.onYes(name, place).catch((error: unknown) => errorSentence(error))
    setBusy(false)
    if (why === undefined) closeNameQuestion()
    else setRefused(why)
  }
  const footer = (
    <>
      <button type="button" className="button" onClick={closeNameQuestion}>
        Cancel
      </button>
      <button
        type="button"
        className="button solid"
        disabled={problem !== undefined || busy}
        onClick={() => void agree()}
      >
        {question.yes}
      </button>
    </>
  )
  return (
    <Modal title={question.title} open onClose={closeNameQuestion} footer={footer}>
      <form onSubmit={(event) => void agree(event)}>
        {question.message && <p className="dialog-words">{question.message}</p>}
        <NameField
          value={typed}
          problem={problem}
          onValue={(value) => {
            setTyped(value)
            setRefused(undefined)
          }}
        />
        {question.place && <PlaceField value={place} onValue={setPlace} />}
      </form>
    </Modal>
  )
}
