import { Component, type ReactNode } from 'react'

/** A fault in one part leaves the rest of the window in use. */
export class Fence extends Component<
  { readonly what: string; readonly children: ReactNode },
  { readonly error: Error | undefined }
> {
  override state = { error: undefined }

  static getDerivedStateFromError(error: Error) {
    return { error }
  }

  override render() {
    const { error } = this.state as { readonly error: Error | undefined } // the literal above is narrower than the state's type
    if (!error) return this.props.children
    if (isMissingCode(error)) return <MissingCode what={this.props.what} />
    return (
      <div className="stage-page" role="alert">
        <h1>The {this.props.what} broke</h1>
        <p className="wrong">{error.message}</p>
        <p>Runs go on: they do not depend on the window.</p>
        <button type="button" className="button" onClick={() => this.setState({ error: undefined })}>
          Draw it again
        </button>
      </div>
    )
  }
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
