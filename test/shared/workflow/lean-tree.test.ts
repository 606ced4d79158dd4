import jsonata from 'jsonata'
import { expect, it } from 'vitest'
import { makeLean } from '#shared/workflow/lean-tree.ts'

const order = (id: string, ...products: readonly [string, number][]) => ({
  id,
  product: products.map(([name, price]) => ({ name, price, tags: ['new', name] })),
})
const scope = {
  account: { name: 'Firefly', order: [order('o1', ['hat', 3], ['coat', 40]), order('o2', ['boat', 900], ['hat', 4])] },
  text: 'Apples 12, pears 7',
  n: 3,
}

/** One of each construct that JSONata has, as its documentation names them. */
const EXPRESSIONS = [
  '1',
  '"text"',
  'null',
  'n',
  'account.order.product.name',
  'account.order[0].product[-1].name',
  'account.order.product[price > 3 and "new" in tags].name',
  'account.*',
  '**.price',
  'account.order.product.(price * n)',
  '[account.order.product.name]',
  'account.order.product.name[]',
  'account.order.product{name: $sum(price)}',
  '{"names": account.order.product.name, "n": -n}',
  'account.order.product^(>price, name).name',
  'account.order.product.{"name": name, "in": %.id, "of": %.%.name}',
  'account.order@$o.product.{"id": $o.id, "name": name}',
  'account.order#$i.product.{"at": $i, "name": name}',
  'account.order@$o.product@$p[$p.price > 3].{"id": $o.id, "price": $p.price}',
  'n > 2 ? "many" : "few"',
  'missing ?: "else"',
  'missing ?? "else"',
  '[1..n].($ * 2)',
  '$match(text, /([A-Za-z]+) (\\d+)/).groups',
  '$replace(text, /\\d+/, function($m) { "<" & $m.match & ">" })',
  '($f := function($x, $y) { $x + $y }; $f(n, 1))',
  '($f := function($x)<n:n> { $x * 2 }; $map([1, 2], $f))',
  '($f := function($x)<n:n> { $x * 2 }; $f("no number"))',
  '($add := function($x, $y) { $x + $y }; $add2 := $add(2, ?); $add2(n))',
  '($twice := λ($x) { $x * 2 }; $square := λ($x) { $x * $x }; n ~> $twice ~> $square)',
  '($f := function($k) { $k = 0 ? "end" : $f($k - 1) }; $f(20))',
  '$reduce([1, 2, 3], function($a, $b) { $a * $b })',
  '$sort([3, 1, 2], function($l, $r) { $l < $r })',
  'account ~> |order.product|{"price": price * 2}, "tags"|',
  '$each({"a": 1}, function($v, $k) { $k & $v })',
  '$eval("n + 1")',
  '`n` /* said twice */ & `text`',
  '$missing(1)',
  'n.$type($)',
]

const told = (expression: jsonata.Expression) =>
  expression.evaluate(scope).then(
    (value: unknown) => ({ json: JSON.stringify(value) }),
    ({ code, token, position }: Record<string, unknown>) => ({ code, token, position }),
  )

it.each(EXPRESSIONS)('does not change what %s gives, however often', async (source) => {
  const lean = jsonata(source)
  makeLean(lean)
  const expected = await told(jsonata(source))
  expect([await told(lean), await told(lean)]).toEqual([expected, expected])
})

it('leaves nothing of the parser in it', () => {
  for (const source of EXPRESSIONS) {
    const lean = jsonata(source)
    makeLean(lean)
    const odd = new Set<unknown>()
    const look = (value: unknown): void => {
      if (typeof value !== 'object' || value === null || value instanceof RegExp) return
      const prototype: unknown = Object.getPrototypeOf(value)
      if (prototype !== Object.prototype && prototype !== Array.prototype) odd.add(prototype)
      for (const part of Object.values(value)) if (!seen.has(part)) look(seen.add(part) && part)
    }
    const seen = new Set<unknown>()
    look(lean.ast())
    expect([...odd]).toEqual([])
  }
})
