/** The parameters of the command, one by one and together. */
import { closest, didYouMean } from '../did-you-mean.ts'
import type { Fix } from '../fix.ts'
import { fitsType, typeInWords } from '../parameter-value.ts'
import type { Problem } from '../problem.ts'
import type { Parameter } from '../workflow.ts'
import { type CheckContext, fileProblem } from './check-context.ts'
import { removeAt, writeInstead } from './fixes.ts'

export function checkParameters(context: CheckContext): readonly Problem[] {
  const parameters = context.workflow.parameters ?? []
  return parameters.flatMap((parameter, index) => checkParameter(context, parameter, index, parameters))
}

function checkParameter(
  context: CheckContext,
  parameter: Parameter,
  index: number,
  all: readonly Parameter[],
): readonly Problem[] {
  const problems: Problem[] = []
  const report = (
    code: string,
    message: string,
    field: string,
    severity: Problem['severity'] = 'error',
    fixes: Fix[] = [],
  ) =>
    problems.push(
      fileProblem(context, { severity, code, fixes, message: `Parameter "${parameter.name}" ${message}` }, [
        'parameters',
        index,
        field,
      ]),
    )
  const path = ['parameters', index]
  const lower = parameter.name.toLowerCase()
  const first = all.findIndex((other) => other.name.toLowerCase() === lower)
  if (first !== index)
    report(
      'parameter.duplicate',
      `is there twice: as number ${first + 1} and ${index + 1} (upper and lower case count as one). Rename one.`,
      'name',
      'error',
      [
        ...writeInstead(context.workflow, [...path, 'name'], freeName(parameter.name, all)),
        ...removeAt(context.workflow, path, 'Remove one of them'),
      ],
    )
  const options = parameter.options ?? []
  if (parameter.type === 'enum' && options.length === 0)
    report('parameter.no-options', 'is an enum without options. Add "options": ["…"].', 'options')
  if (parameter.type !== 'enum' && parameter.options !== undefined) {
    report(
      'parameter.unused-options',
      `has options, but is of the type "${parameter.type}". Make it an "enum", or take them away.`,
      'options',
      'warning',
      removeAt(context.workflow, [...path, 'options'], 'Remove the options'),
    )
  }
  const twice = options.find((option, place) => options.indexOf(option) !== place)
  if (twice !== undefined)
    report(
      'parameter.duplicate-option',
      `has the option "${twice}" twice.`,
      'options',
      'error',
      removeAt(context.workflow, [...path, 'options', options.lastIndexOf(twice)], 'Remove one of them'),
    )
  const fallback = parameter.default
  if (
    fallback !== undefined &&
    !(parameter.type === 'enum' && options.length === 0) &&
    !fitsType(fallback, parameter)
  ) {
    const meant = parameter.type === 'enum' && typeof fallback === 'string' ? didYouMean(fallback, options) : ''
    report(
      'parameter.bad-default',
      `has the default ${JSON.stringify(fallback)}, but it must be ${typeInWords(parameter)}.${meant}`,
      'default',
      'error',
      [
        ...writeInstead(context.workflow, [...path, 'default'], meantOption(fallback, options)),
        ...removeAt(context.workflow, [...path, 'default'], 'Remove the default'),
      ],
    )
  }
  return problems
}

function freeName(name: string, all: readonly Parameter[]): string {
  const taken = new Set(all.map((each) => each.name.toLowerCase()))
  let count = 2
  while (taken.has(`${name}_${count}`.toLowerCase())) count += 1
  return `${name}_${count}`
}

const meantOption = (given: unknown, options: readonly string[]): string | undefined =>
  typeof given === 'string' ? closest(given, options) : undefined
