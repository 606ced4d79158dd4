import { describe, expect, it } from 'vitest'
import { compileExpression } from '#shared/workflow/expression.ts'

const references = (source: string) => compileExpression(source).references
const read = (source: string) => {
  const { nodes, args, secrets, roots } = references(source)
  return {
    nodes: nodes === 'all' ? nodes : [...nodes],
    args: args === 'all' ? args : [...args],
    secrets: [...secrets],
    roots: [...roots],
  }
}

describe('the references of an expression', () => {
  it('name nodes with fields, arguments, secrets and first names', () => {
    expect(read('nodes.diff.stdout & args.base & secrets.KEY & loop.feedback')).toEqual({
      nodes: ['diff'],
      args: ['base'],
      secrets: ['KEY'],
      roots: ['nodes', 'args', 'secrets', 'loop'],
    })
    expect(references('nodes.diff.stdout').nodeFields).toEqual([{ node: 'diff', path: ['stdout'] }])
  })

  it.each([
    ['nodes.*.text'],
    ['nodes'],
    ['$lookup(nodes, args.which)'],
    ['$keys(nodes)'],
    ['$$'],
    ['$string()'],
    ['**.text'],
    ['$eval(args.code)'],
    ['nodes.a.items.%.%.b'],
    ['($n := nodes; $n.a)'],
  ])('are all nodes where they cannot be told: %s', (source) => {
    expect(references(source).nodes).toBe('all')
  })

  it.each([
    ['nodes.review.json.findings[severity = "high"]', ['review']],
    ['nodes.a.items.{"x": y, "z": $$.nodes.b.text}', ['a', 'b']],
    ['$map(nodes.a.items, function($item){ $item.x & nodes.b.text })', ['a', 'b']],
    ['nodes.("x" & diff.stdout)', ['diff']],
    ['$.nodes.a', ['a']],
    ['nodes."a"', ['a']],
    ['nodes.`a`.b', ['a']],
    ['(nodes.a.items)[x = 1]', ['a']],
    ['nodes.a.items^(>weight).name', ['a']],
    ['nodes.a.items@$i.nodes.b[c = $i]', ['a']],
    ['args.x ? nodes.a : nodes.b', ['a', 'b']],
    ['nodes.a ~> |items|{"n": n}|', ['a']],
    ['$split(nodes.a.text, ",")[nothing = 1]', ['a']],
  ])('see through JSONata: %s', (source, nodes) => {
    const found = references(source).nodes
    expect(found === 'all' ? found : [...found].filter((id) => id !== 'nodes')).toEqual(nodes)
  })

  it('take a name inside a predicate as one of the list, not of the scope', () => {
    expect(read('nodes.a.items[severity = args]').roots).toEqual(['nodes'])
    expect(read('(nodes.a.items)[severity = 1]').roots).toEqual(['nodes'])
    expect(read('nodes.a.items.$uppercase(name)').roots).toEqual(['nodes'])
  })

  it('know that $now reads nothing', () => {
    expect(read('$now()')).toEqual({ nodes: [], args: [], secrets: [], roots: [] })
  })
})
