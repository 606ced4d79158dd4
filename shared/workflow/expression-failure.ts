/** What JSONata throws, as an error for the person who wrote the expression: what is wrong, and where. */
import { didYouMean } from './did-you-mean.ts'
import { ExpressionError } from './expression-error.ts'
import { JSONATA_FUNCTIONS } from './jsonata-functions.ts'

/** JSONata throws plain objects: `{ code, message, position, token }`, where `position` is behind the token. */
export function readableFailure(error: unknown, source: string): ExpressionError {
  if (error instanceof ExpressionError) return error
  const { code, message, position, token } = (typeof error === 'object' && error !== null ? error : {}) as Record<
    string,
    unknown
  > // thrown by a library
  const text = typeof message === 'string' && message !== '' ? message : String(error)
  if (error instanceof RangeError)
    return new ExpressionError(`"${excerpt(source)}" is nested too deep or makes too large a value: ${text}`)
  return new ExpressionError(spoken(String(code ?? ''), text, token, source), placeOf(position, token, source))
}

function spoken(code: string, message: string, token: unknown, source: string): string {
  switch (code) {
    case 'S0201':
      return `Did not expect ${JSON.stringify(token)} here`
    case 'S0207':
      return 'The expression ends too early: something is missing at its end'
    case 'T1005':
    case 'T1007':
      return `A function is called with a $: write $${token}`
    case 'T1006':
    case 'T1008':
      return noFunction(token, source)
    default:
      return message
  }
}

function noFunction(token: unknown, source: string): string {
  if (typeof token !== 'string' || !/^\w/.test(token))
    return 'What stands before ( is no function, so it cannot be called'
  if (!source.includes(`$${token}`)) return `${token} is no function, so it cannot be called`
  const names = JSONATA_FUNCTIONS.map(({ name }) => `$${name}`)
  return `There is no function $${token}.${didYouMean(`$${token}`, names)}`
}

function placeOf(position: unknown, token: unknown, source: string): number | undefined {
  if (typeof position !== 'number') return undefined
  if (typeof token !== 'string' || token === '(end)') return Math.min(position, source.length)
  const start = position - token.length
  return source.startsWith(token, start) ? start : Math.min(position, source.length)
}

export function excerpt(source: string): string {
  const line = source.trim().replace(/\s+/g, ' ')
  return line.length > 60 ? `${line.slice(0, 59)}…` : line
}
