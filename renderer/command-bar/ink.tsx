/** The typed line in its colours: name and values in full, what stands before a value quiet, the defaults as a ghost behind it. */
import { parseSlashLine } from '#shared/workflow/slash-command.ts'
import type { Parameter } from '#shared/workflow/workflow.ts'

export interface InkProps {
  readonly text: string
  readonly ghost: string
  readonly parameters: readonly Parameter[]
}

export function Ink({ text, ghost, parameters }: InkProps) {
  const given = parseSlashLine(text, parameters)?.given ?? []
  let at = 0
  return (
    <>
      {given.map(({ start, valueStart, valueEnd }) => {
        const before = text.slice(at, start)
        at = valueEnd
        return (
          <span key={start}>
            {before}
            <span className="quiet">{text.slice(start, valueStart)}</span>
            {text.slice(valueStart, valueEnd)}
          </span>
        )
      })}
      {text.slice(at)}
      {ghost && <span className="quiet">{ghost}</span>}
    </>
  )
}
