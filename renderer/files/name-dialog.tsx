import { useState } from 'react'
import { FormDialog, useAgreement } from '../parts/form-dialog.tsx'
import { useWorkflows } from '../state/workflows.ts'
import { NameField, PlaceField } from './name-field.tsx'
import { nameProblem, namesakeWords, typedName } from './name-problem.ts'
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
  const name = typedName(typed)
  const agreement = useAgreement(() => question.onYes(name, place), closeNameQuestion)
  const problem = agreement.refused ?? nameProblem(name, place, list, question.besides)
  return (
    <FormDialog
      title={question.title}
      yes={question.yes}
      agreement={agreement}
      ready={problem === undefined}
      onClose={closeNameQuestion}
    >
      {question.message && <p className="dialog-words">{question.message}</p>}
      <NameField
        value={typed}
        problem={problem}
        words={namesakeWords(name, place, list, question.besides)}
        onValue={(value) => {
          setTyped(value)
          agreement.changed()
        }}
      />
      {question.place && (
        <PlaceField
          value={place}
          onValue={(value) => {
            setPlace(value)
            agreement.changed()
          }}
        />
      )}
    </FormDialog>
  )
}
