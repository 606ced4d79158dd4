import fc from 'fast-check'
import jsonata from 'jsonata'
import { describe, expect, it } from 'vitest'
import { compileExpression, type Limits, namesOf } from '#shared/workflow/expression.ts'
import { ExpressionError } from '#shared/workflow/expression-error.ts'

/** Time stands: what takes long on a busy machine is not what is tested. */
const limits: Limits = { now: () => 0 }

const evaluate = (source: string, scope: Record<string, unknown> = {}) =>
  compileExpression(source).evaluate(scope, limits)

describe('an expression', () => {
  it('gives plain JSON, whatever JSONata made of it', async () => {
    const scope = { nodes: { a: { items: [{ n: 1 }, { n: 2 }, { n: 3 }] } } }
    expect(await evaluate('nodes.a.items.n', scope)).toStrictEqual([1, 2, 3])
    expect(await evaluate('nodes.a.items[n > 5].n', scope)).toBeUndefined()
    expect(await evaluate('nodes.a.items[n = 2].n', scope)).toBe(2)
    expect(await evaluate('nodes.a.items[n = 2].n[]', scope)).toStrictEqual([2])
    expect(await evaluate('{"sum": $sum(nodes.a.items.n), "none": nothing}', scope)).toStrictEqual({ sum: 6 })
    expect(Object.keys((await evaluate('nodes.a.items.n', scope)) as object)).toEqual(['0', '1', '2'])
  })

  it('is compiled once for each text', () => {
    expect(compileExpression('nodes.a.b')).toBe(compileExpression('nodes.a.b'))
  })

  it.each([
    ['nodes.', 6, 'ends too early'],
    ['a b', 2, 'Did not expect "b"'],
    ['foo(', 4, 'Expected ")" before end'],
    ['"abc', 4, 'matching quote'],
    ['', 0, 'ends too early'],
  ])('that is broken says what and where: %s', (source, position, message) => {
    const thrown = (() => {
      try {
        return compileExpression(source)
      } catch (error) {
        return error
      }
    })()
    expect(thrown).toBeInstanceOf(ExpressionError)
    expect(thrown).toMatchObject({ position, message: expect.stringContaining(message) })
  })

  it('fails at run time in words', async () => {
    await expect(evaluate('"a" + 1')).rejects.toThrow('The left side of the "+" operator must evaluate to a number')
    await expect(evaluate('$error("No findings")')).rejects.toThrow('No findings')
    await expect(evaluate('$foo(1)')).rejects.toThrow('There is no function $foo.')
    await expect(evaluate('$uppercas("a")')).rejects.toThrow(
      'There is no function $uppercas. Did you mean "$uppercase"?',
    )
    await expect(evaluate('uppercase("a")')).rejects.toThrow('A function is called with a $: write $uppercase')
    await expect(evaluate('a("b")', { a: 1 })).rejects.toThrow('a is no function, so it cannot be called')
    await expect(evaluate('$sum(1)("a")')).rejects.toThrow('What stands before ( is no function')
  })

  it('whose result is a function is refused', async () => {
    await expect(evaluate('function($x){ $x }')).rejects.toThrow('is a function, not a value')
    await expect(evaluate('$sum')).rejects.toThrow('is a function, not a value')
    await expect(evaluate('{"f": $sum}')).rejects.toThrow('is a function, not a value')
  })

  it('whose result is no JSON number is refused', async () => {
    await expect(evaluate('1/0')).rejects.toThrow('not a number that JSON can hold')
  })

  it('keeps a field named __proto__ a field', async () => {
    const scope = { args: JSON.parse('{"__proto__": {"polluted": true}}') as unknown }
    const result = (await evaluate('$merge([args])', scope)) as object
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype)
    expect(await evaluate('args.constructor', { args: {} })).toBeUndefined()
  })
})

describe('the limits', () => {
  it('stop a loop over ten million items', async () => {
    let looks = 0
    const ticking: Limits = { now: () => (looks += 1), timeMs: 5_000 }
    await expect(compileExpression('$map([1..10000000], function($x){$x*2})').evaluate({}, ticking)).rejects.toThrow(
      'took longer than 5000 ms',
    )
    expect(looks).toBeLessThan(5_010)
  })

  it('stop recursion without end', async () => {
    await expect(evaluate('($f := function($x){ $f($x) + 1 }; $f(1))')).rejects.toThrow('more than 200 deep')
  })

  it('stop a tail call without end by time', async () => {
    let clock = 0
    const ticking: Limits = { now: () => (clock += 1), timeMs: 5_000 }
    await expect(compileExpression('($f := function($x){ $f($x + 1) }; $f(1))').evaluate({}, ticking)).rejects.toThrow(
      'took longer than 5000 ms',
    )
  })

  it('do not count a time in which the machine slept', async () => {
    let clock = 0
    const sleeping: Limits = { now: () => (clock += clock === 3 ? 3_600_000 : 1), timeMs: 1_000 }
    expect(await compileExpression('$map([1..20], function($x){$x*2})').evaluate({}, sleeping)).toHaveLength(20)
    expect(clock).toBeGreaterThan(3_600_000)
  })

  it('stop what $eval was given', async () => {
    await expect(evaluate('$eval("($f := function($x){ $f($x) + 1 }; $f(1))")')).rejects.toThrow(ExpressionError)
  })

  it('leave honest recursion and wide lists alone', async () => {
    expect(await evaluate('($f := function($n){ $n = 0 ? 0 : 1 + $f($n - 1) }; $f(100))')).toBe(100)
    const wide = `[${Array.from({ length: 1_000 }, (_, index) => `a + ${index}`).join(',')}]`
    expect(await evaluate(wide, { a: 1 })).toHaveLength(1_000)
  })

  it('count for each evaluation on its own, though several run at once', async () => {
    const deep = compileExpression('($f := function($n){ $n = 0 ? args.base : $f($n - 1) & "" }; $f(90))')
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) => deep.evaluate({ args: { base: `b${index}` } }, limits)),
    )
    expect(results).toEqual(Array.from({ length: 20 }, (_, index) => `b${index}`))
  })

  it('of one evaluation do not end another that runs beside it', async () => {
    let clock = 0
    const expression = compileExpression('$sum($map([1..500], function($x){ $x }))')
    const late = expression.evaluate({}, { now: () => (clock += 10), timeMs: 100 })
    const calm = expression.evaluate({}, limits)
    await expect(late).rejects.toThrow('took longer')
    expect(await calm).toBe(125_250)
  })
})

describe('the fast path', () => {
  const names = fc.constantFrom('a', 'b', 'c', 'constructor', '__proto__', 'length')
  const value = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(null, 0, '', 'text', true, [], {}),
      fc.dictionary(names, tie('tree')),
      fc.array(tie('tree'), { maxLength: 3 }),
    ),
  })).tree

  it('agrees with JSONata wherever it answers', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(names, value),
        fc.array(names, { minLength: 1, maxLength: 4 }),
        async (scope, path) => {
          const source = path.map((name) => `\`${name}\``).join('.')
          const now = compileExpression(source).evaluateNow(namesOf(scope))
          if (!now.ok) return
          expect(now.value).toEqual(await jsonata(source).evaluate(scope))
          expect(now.value).toEqual(await compileExpression(source).evaluate(scope, limits))
        },
      ),
      { numRuns: 500 },
    )
  })

  it('answers the same where outputs are looked up one by one', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('a', 'b', 'c'), value),
        fc.constantFrom('a', 'b', 'c', 'constructor'),
        fc.array(names, { maxLength: 3 }),
        (nodes, id, rest) => {
          const names = {
            ...namesOf({ nodes }),
            output: (one: string) => (Object.hasOwn(nodes, one) ? nodes[one] : undefined),
          }
          const expression = compileExpression(['nodes', id, ...rest].map((name) => `\`${name}\``).join('.'))
          expect(expression.evaluateNow(names)).toEqual(expression.evaluateNow(namesOf({ nodes })))
        },
      ),
      { numRuns: 500 },
    )
  })

  it('answers for names and literals', () => {
    const scope = { nodes: { diff: { stdout: 'text', lines: [1, 2] } }, loop: { iteration: 0 } }
    const now = (source: string) => compileExpression(source).evaluateNow(namesOf(scope))
    expect(now('nodes.diff.stdout')).toEqual({ ok: true, value: 'text' })
    expect(now('nodes.diff.lines')).toEqual({ ok: true, value: [1, 2] })
    expect(now('loop.feedback')).toEqual({ ok: true, value: undefined })
    expect(now('loop.iteration')).toEqual({ ok: true, value: 0 })
    expect(now('"x"')).toEqual({ ok: true, value: 'x' })
    expect(now('-1')).toEqual({ ok: true, value: -1 })
  })

  it('leaves to JSONata what needs it', () => {
    const scope = { nodes: { diff: { lines: [{ n: 1 }] } } }
    for (const source of [
      'nodes.diff.lines.n',
      'nodes.diff.lines[0]',
      'nodes.diff.lines[]',
      '1 + 1',
      '$now()',
      'nodes.*',
    ]) {
      expect(compileExpression(source).evaluateNow(namesOf(scope)), source).toEqual({ ok: false })
    }
  })
})

describe('a built-in that would run away', () => {
  const now = () => 0

  it('is refused: a repeat inside a repeat', async () => {
    const bomb = compileExpression('$match(x, /^(a+)+$/)')
    await expect(bomb.evaluate({ x: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!' }, { now })).rejects.toThrow(
      /repeats a part that repeats itself/,
    )
    await expect(compileExpression('$eval("$match(\\"a\\", /(a*)*$/)")').evaluate({}, { now })).rejects.toThrow(
      ExpressionError,
    )
  })

  it('is refused: text lined up without end', async () => {
    await expect(compileExpression('$pad("", 300000000)').evaluate({}, { now })).rejects.toThrow(/too wide/)
  })

  it('works as ever within reason', async () => {
    expect(await compileExpression('$match("ab12", /[a-z]+(\\d+)/).groups').evaluate({}, { now })).toEqual(['12'])
    expect(
      await compileExpression('[$pad("é", 3, "-#"), $pad("x", -4), $pad("long", 2)]').evaluate({}, { now }),
    ).toEqual(['é-#', '   x', 'long'])
  })
})
