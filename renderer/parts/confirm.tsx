/** A question before something that is hard to take back. */
import { create } from 'zustand'
import { Modal } from './modal.tsx'

interface Question {
  readonly title: string
  readonly message: string
  /** What it will do, one line each, in order. */
  readonly points?: readonly string[]
  /** The verb on the button. */
  readonly yes: string
  readonly onYes: () => void
  /** The question took the place of something that comes back. */
  readonly onNo?: () => void
}

const useQuestion = create<{ readonly question: Question | undefined }>(() => ({ question: undefined }))

export function confirmFirst(question: Question): void {
  useQuestion.setState({ question })
}

/** Mounted once, by the window. */
export function ConfirmDialog() {
  const { question } = useQuestion()
  const close = () => useQuestion.setState({ question: undefined })
  const refuse = () => {
    close()
    question?.onNo?.()
  }
  const agree = () => {
    close()
    question?.onYes()
  }
  const footer = (
    <>
      <button type="button" className="button" onClick={refuse}>
        Cancel
      </button>
      <button type="button" className="button solid" onClick={agree}>
        {question?.yes}
      </button>
    </>
  )
  return (
    <Modal title={question?.title ?? ''} open={question !== undefined} onClose={refuse} footer={footer}>
      <p style={{ font: 'var(--read)' }}>{question?.message}</p>
      {question?.points && (
        <ol className="confirm-points">
          {question.points.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ol>
      )}
    </Modal>
  )
}
