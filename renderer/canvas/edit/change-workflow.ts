/** The workflow's own settings. */
import type { Parameter, Workflow } from '#shared/workflow/workflow.ts'

export function setWorkflowField(workflow: Workflow, field: 'title' | 'description', value: string): Workflow {
  const { [field]: _before, ...rest } = workflow
  return value === '' ? (rest as Workflow) : { ...workflow, [field]: value } // neither field is required
}

export function setParameters(workflow: Workflow, parameters: readonly Parameter[]): Workflow {
  const { parameters: _before, ...rest } = workflow
  return parameters.length === 0 ? (rest as Workflow) : { ...workflow, parameters: [...parameters] } // parameters are optional
}

export function freshParameter(parameters: readonly Parameter[]): Parameter {
  const taken = new Set(parameters.map((parameter) => parameter.name))
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? 'name' : `name${count}`
    if (!taken.has(name)) return { name, type: 'string' }
  }
}

/** Why a parameter may not be called so, as a sentence. */
export function parameterNameProblem(
  parameters: readonly Parameter[],
  index: number,
  name: string,
): string | undefined {
  if (!/^[a-zA-Z][a-zA-Z0-9_]*$/.test(name))
    return 'A parameter name is letters, digits and _, beginning with a letter.'
  if (parameters.some((parameter, at) => at !== index && parameter.name === name))
    return `There is a parameter "${name}" already.`
  return undefined
}
