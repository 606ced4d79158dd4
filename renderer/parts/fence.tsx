import { Component, type ReactNode } from 'react'

export interface FenceProps {
  readonly what: string
  readonly children: ReactNode
  /** Puts what is said of a fault where it can be read; `again` draws the part anew. */
  readonly within?: (fault: ReactNode, again: () => void) => ReactNode
}

/** A fault in one part leaves the rest of the window in use. */
export class Fence extends Component<FenceProps, { readonly error: Error | undefined }> {
  override state = { error: undefined }

  static getDerivedStateFromError(error: Error) {
    return { error }
  }

  override render() {
    const { error } = this.state as { readonly error: Error | undefined } // the literal above is narrower than the state's type
    const { what, children, within } = this.props
    if (!error) return children
    const again = () => this.setState({ error: undefined })
    const fault = isMissingCode(error) ? (
      <MissingCode what={what} />
    ) : (
      <Broken what={what} error={error} again={again} />
    )
    return within ? within(fault, again) : fault
  }
}

interface BrokenProps {
  readonly what: string
  readonly error: Error
  readonly again: () => void
}

function Broken({ what, error, again }: BrokenProps) {
  return (
    <div className="stage-page" role="alert">
      <h1>The {what} broke</h1>
      <p className="wrong">{error.message}</p>
      <p>Runs go on: they do not depend on the window.</p>
      <button type="button" className="button" onClick={again}>
        Draw it again
      </button>
    </div>
  )
}

/** What is looked at now and then is fetched then, with its styles, and a build made meanwhile has taken it away. Only a new page knows the new names. */
const isMissingCode = ({ message }: Error): boolean => /dynamically imported module|unable to preload/i.test(message)

function MissingCode({ what }: { readonly what: string }) {
  return (
    <div className="stage-page" role="alert">
      <h1>The {what} could not be loaded</h1>
      <p>
        Slashflow was updated while this window was open, or is out of reach. What you edit is kept, and runs go on.
      </p>
      <button type="button" className="button" onClick={() => location.reload()}>
        Load the window again
      </button>
    </div>
  )
}
