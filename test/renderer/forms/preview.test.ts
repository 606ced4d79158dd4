import { describe, expect, it } from 'vitest'
import { smallestChange } from '#renderer/inspector/editor/smallest-change.ts'
import { HIDDEN_SECRET, withHiddenSecrets } from '#renderer/inspector/preview/hidden-secrets.ts'
import { previewOf } from '#renderer/inspector/preview/preview.ts'
import type { Json } from '#shared/json.ts'

const now = () => 0
const scope = { nodes: { diff: { stdout: '+ one\n', files: ['a', 'b'] } }, args: { base: 'main' } }
const template = (text: string, values: { readonly [key: string]: Json } = scope) =>
  previewOf({ text, as: 'template', scope: values }, now)

describe('the preview of an expression', () => {
  it('keeps the type of a single expression, and makes text of the rest', async () => {
    expect(await template('{{ nodes.diff.files }}')).toMatchObject({ state: 'value', type: 'array', size: '2 items' })
    expect(await template('Against {{ args.base }}: {{ $count(nodes.diff.files) }}')).toMatchObject({
      state: 'value',
      type: 'string',
      text: 'Against main: 2',
    })
  })

  it('says that there is nothing where a name has no value', async () => {
    expect(await template('{{ nodes.review.text }}')).toEqual({ state: 'nothing' })
  })

  it('tells a mistake at its place in the whole text', async () => {
    const text = 'Say {{ args.base + }} now'
    const broken = await template(text)
    expect(broken.state).toBe('error')
    if (broken.state === 'error') expect(broken.from).toBeGreaterThanOrEqual(text.indexOf('+'))
    const failing = 'Count {{ args.base }} of {{ $sum("a" & "b") }}'
    const failed = await template(failing)
    if (failed.state !== 'error') throw new Error('It had a value')
    expect(failing.slice(failed.from, failed.to)).toContain('sum')
  })

  it('shows the beginning of what is large', async () => {
    const large = await template('{{ nodes.diff.stdout }}', { nodes: { diff: { stdout: 'x'.repeat(500_000) } } })
    expect(large).toMatchObject({ state: 'value', cut: true, size: '500.0 kB' })
    if (large.state === 'value') expect(large.text).toHaveLength(4_000)
  })

  it('never has a secret', async () => {
    const text = 'Bearer {{ secrets.TOKEN }}'
    expect(await template(text, withHiddenSecrets(text, scope))).toMatchObject({ text: `Bearer ${HIDDEN_SECRET}` })
  })
})

describe('the change from one text to another', () => {
  it('is as small as it can be, so that the caret stays where it was', () => {
    expect(smallestChange('say hello', 'say hello')).toBeUndefined()
    expect(smallestChange('say hello now', 'say hi now')).toEqual({ from: 5, to: 9, insert: 'i' })
    expect(smallestChange('aaa', 'aaaa')).toEqual({ from: 3, to: 3, insert: 'a' })
  })
})
