import { useEffect, useState } from 'react'
import { counted } from '#shared/counted.ts'
import type { Json } from '#shared/json.ts'
import { errorsOf, type Problem } from '#shared/workflow/problem.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { bridge } from '../bridge/bridge.ts'

/** What keeps a file from running, said before it is kept, which it can be all the same. */
export function ImportErrors({ workflow }: { readonly workflow: Workflow }) {
  const errors = useErrors(workflow)
  const [first] = errors
  if (!first) return null
  return (
    <div className="callout fail import-errors" role="alert">
      <p>
        It has {errors.length === 1 ? 'an error' : counted(errors.length, 'error')} and cannot run as it is. You can
        keep it and mend it here.
      </p>
      <p className="hint selectable">
        {errors.length > 1 && 'The first: '}
        {first.message}
      </p>
    </div>
  )
}

function useErrors(workflow: Workflow): readonly Problem[] {
  const [errors, setErrors] = useState<readonly Problem[]>([])
  useEffect(() => {
    let wanted = true
    const check = async () => {
      const problems = await bridge.call('workflows.check', { workflow: workflow as Json }) // read from JSON
      if (wanted) setErrors(errorsOf(problems))
    }
    void check().catch(() => undefined) // the connection may be gone; the bar says so, and keeping it is refused
    return () => {
      wanted = false
    }
  }, [workflow])
  return errors
}
