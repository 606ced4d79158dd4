import { expect, it } from 'vitest'
import { placesOfName, withName } from '#shared/workflow/edit/name-places.ts'

const found = (text: string, name: string) => placesOfName(text, name).map(({ start, end }) => text.slice(start, end))

it('a name is found in the expressions of a text alone, and only as a whole one', () => {
  const text =
    'nodes.dif {{ nodes.dif.stdout & nodes.diff & my_nodes.dif & "nodes.dif" }} and {{ $.nodes.dif }}{{nodes.dif'
  expect(found(text, 'nodes.dif')).toEqual(['nodes.dif', 'nodes.dif'])
  expect(placesOfName(text, 'nodes.dif')[0]?.start).toBe(text.indexOf('nodes.dif.stdout'))
})

it('another name takes its place wherever it stands, and the rest stays', () => {
  expect(withName('{{ args.a }} of args.a, {{ [1..args.a] }}', 'args.a', 'args.bc')).toBe(
    '{{ args.bc }} of args.a, {{ [1..args.bc] }}',
  )
  expect(withName('{{ args.ab }}', 'args.a', 'args.b')).toBe('{{ args.ab }}')
})
