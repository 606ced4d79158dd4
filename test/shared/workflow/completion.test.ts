import { describe, expect, it } from 'vitest'
import { type CompletionCommand, completeSlashLine } from '#shared/workflow/completion.ts'

const commands: readonly CompletionCommand[] = [
  {
    name: 'pr-review',
    title: 'Review a branch',
    description: '',
    parameters: [
      { name: 'base', type: 'string', default: 'main', description: 'Branch to compare with' },
      { name: 'depth', type: 'enum', options: ['quick', 'deep', 'very deep'], default: 'quick' },
      { name: 'loud', type: 'boolean' },
    ],
  },
  { name: 'preview', title: 'Preview', description: '', parameters: [] },
  { name: 'hello', title: 'Say hello', description: '', parameters: [] },
]

/** `|` is the caret; the answer shows the line with the first item taken. */
const at = (marked: string) => {
  const caret = marked.indexOf('|')
  const line = marked.replace('|', '')
  const found = completeSlashLine(line, caret, commands)
  if (!found) return undefined
  const [first] = found.items
  return {
    context: found.context,
    labels: found.items.map((item) => item.label),
    taken: first && line.slice(0, found.from) + first.insert + line.slice(found.to),
  }
}

describe('the completion of a command line', () => {
  it('names commands, those that begin so first', () => {
    expect(at('/|')).toMatchObject({ context: 'command', labels: ['/pr-review', '/preview', '/hello'] })
    expect(at('/re|')).toEqual({ context: 'command', labels: ['/pr-review', '/preview'], taken: '/pr-review ' })
    expect(at('/he|lo base=x')).toMatchObject({ labels: ['/hello'], taken: '/hello  base=x' })
    expect(at('/say|')).toMatchObject({ labels: ['/hello'] })
  })

  it('names the arguments that are not given', () => {
    expect(at('/pr-review |')).toMatchObject({
      context: 'parameter',
      labels: ['base=', 'depth=', 'loud='],
      taken: '/pr-review base=',
    })
    expect(at('/pr-review base=main |')).toMatchObject({ labels: ['depth=', 'loud='] })
    expect(at('/pr-review de|')).toEqual({ context: 'parameter', labels: ['depth='], taken: '/pr-review depth=' })
    expect(at('/pr-review --de|')).toEqual({ context: 'parameter', labels: ['--depth'], taken: '/pr-review --depth ' })
  })

  it('names values', () => {
    expect(at('/pr-review depth=|')).toEqual({
      context: 'value',
      labels: ['quick', 'deep', 'very deep'],
      taken: '/pr-review depth=quick ',
    })
    expect(at('/pr-review depth=v|')).toMatchObject({ taken: '/pr-review depth="very deep" ' })
    expect(at('/pr-review --depth |')).toMatchObject({
      context: 'value',
      labels: ['quick', 'deep', 'very deep'],
      taken: '/pr-review --depth quick ',
    })
    expect(at('/pr-review --depth d|')).toMatchObject({ taken: '/pr-review --depth deep ' })
    expect(at('/pr-review Depth: |')).toMatchObject({ context: 'value', taken: '/pr-review Depth: quick ' })
    expect(at('/pr-review loud=|')).toMatchObject({ labels: ['true', 'false'] })
    expect(at('/pr-review base=|')).toMatchObject({ context: 'value', labels: [] })
  })

  it('has nothing for plain text and for a command that is not there', () => {
    expect(at('hello|')).toBeUndefined()
    expect(at('|/hello')).toBeUndefined()
    expect(at('/nothing |')).toMatchObject({ labels: [] })
  })
})
