import fc from 'fast-check'
import jsonata from 'jsonata'
import { describe, expect, it } from 'vitest'
import type { Json } from '#shared/json.ts'
import { evaluateValue, evaluateValueNow, isTruthy, referencesOf } from '#shared/workflow/evaluate.ts'
import { type Limits, namesOf } from '#shared/workflow/expression.ts'
import { partOf, prepareValue } from '#shared/workflow/prepared-value.ts'

/** Time stands: what takes long on a busy machine is not what is tested. */
const limits: Limits = { now: () => 0 }
const scope = {
  args: { base: 'main', count: 3, evil: '{{ secrets.KEY }}' },
  nodes: { diff: { stdout: '+1\n', files: ['a.ts', 'b.ts'], nothing: null } },
  secrets: { KEY: 'hidden' },
}
const evaluate = (value: Json, field?: string) =>
  evaluateValue(prepareValue(value), scope, { limits, ...(field !== undefined && { field }) })

describe('a config value', () => {
  it('keeps the type of a sole expression', async () => {
    expect(
      await evaluate({ n: '{{ args.count }}', list: '{{ nodes.diff.files }}', sum: '{{ args.count + 1 }}' }),
    ).toEqual({
      n: 3,
      list: ['a.ts', 'b.ts'],
      sum: 4,
    })
  })

  it('puts values into text as text', async () => {
    expect(
      await evaluate(
        '{{ args.base }}...HEAD ({{ args.count + 1 }}) {{ nodes.diff.files }}{{ nothing }}{{ nodes.diff.nothing }}',
      ),
    ).toBe('main...HEAD (4) ["a.ts","b.ts"]')
  })

  it('leaves out fields and elements without a value, and keeps null', async () => {
    expect(
      await evaluate({
        a: '{{ nothing }}',
        b: ['{{ nothing }}', '{{ args.base }}', '{{ 1 + nothing }}'],
        c: '{{ nodes.diff.nothing }}',
      }),
    ).toEqual({
      b: ['main'],
      c: null,
    })
    expect(await evaluate('{{ nothing }}')).toBeUndefined()
  })

  it('is never expanded a second time', async () => {
    expect(await evaluate(['{{ args.evil }}', 'x {{ args.evil }}', '{{ args.evil & "" }}'])).toEqual([
      '{{ secrets.KEY }}',
      'x {{ secrets.KEY }}',
      '{{ secrets.KEY }}',
    ])
  })

  it('leaves keys, numbers and escaped braces as they are', async () => {
    expect(await evaluate({ '{{ args.base }}': 1, two: true, three: '\\{{ args.base }}' })).toEqual({
      '{{ args.base }}': 1,
      two: true,
      three: '{{ args.base }}',
    })
  })

  it('names the field of what failed', async () => {
    await expect(evaluate([{ when: true }, { when: '{{ "a" + 1 }}' }], 'cases')).rejects.toThrow(
      'cases[1].when: The left side',
    )
    await expect(evaluate({ args: ['{{ a b }}'] })).rejects.toThrow('args[0]: Did not expect "b" here')
  })

  it('is evaluated at once where names are enough, with the same answer', async () => {
    const easy: Json = { a: '{{ args.base }}', b: ['x {{ nodes.diff.stdout }}', '{{ nothing.at.all }}'], c: 1 }
    expect(evaluateValueNow(prepareValue(easy), namesOf(scope))).toEqual({ ok: true, value: await evaluate(easy) })
    expect(evaluateValueNow(prepareValue('{{ 1 + 1 }}'), namesOf(scope))).toEqual({ ok: false })
    expect(evaluateValueNow(prepareValue('{{ a b }}'), namesOf(scope))).toEqual({ ok: false })
  })
})

describe('a part of a prepared value', () => {
  it('is evaluated as the part of the value is', async () => {
    const value: Json = [{ when: '{{ args.count = 3 }}' }, { when: true, port: 'yes' }, 'x']
    const prepared = prepareValue(value)
    const when = (index: number) => evaluateValue(partOf(partOf(prepared, index), 'when'), scope, { limits })
    expect([await when(0), await when(1), await when(2), await when(3)]).toEqual([true, true, null, null])
    expect(partOf(prepareValue([{ when: false }]), 0)).toEqual(prepareValue({ when: false }))
    expect(partOf(prepareValue('{{ args }}'), 'count')).toEqual(prepareValue(null))
  })
})

describe('truth', () => {
  it('is that of $boolean', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 3 }), async (value) => {
        const theirs: unknown = await jsonata('$boolean(value)').evaluate({ value })
        expect(isTruthy(value)).toBe(theirs)
      }),
    )
    expect(isTruthy(undefined)).toBe(false)
  })
})

describe('the references of a config', () => {
  it('are those of all its expressions', () => {
    const { nodes, args } = referencesOf(
      prepareValue({ a: 'x {{ nodes.a.text }} {{ args.one }}', b: ['{{ nodes.b }}', '{{ broken b }}', 3] }),
    )
    expect(nodes).toEqual(new Set(['a', 'b']))
    expect(args).toEqual(new Set(['one']))
    expect(referencesOf(prepareValue(['{{ nodes.a }}', '{{ nodes.* }}'])).nodes).toBe('all')
  })
})
