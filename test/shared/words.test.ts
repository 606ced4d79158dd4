import { expect, it } from 'vitest'
import { counted } from '#shared/counted.ts'
import { titleById, titleOfNode } from '#shared/workflow/title-of-node.ts'

it('calls a node by its title, else by its id as words, also one that is not there', () => {
  const nodes = [
    { id: 'ask_them', kind: 'approval', title: 'Ship it?' },
    { id: 'fetch_data', kind: 'http', title: ' ' },
  ]
  expect(nodes.map(titleOfNode)).toEqual(['Ship it?', 'Fetch data'])
  expect(titleById({ nodes }, 'ask_them')).toBe('Ship it?')
  expect([titleById({ nodes }, 'long_gone'), titleById(undefined, 'ok')]).toEqual(['Long gone', 'Ok'])
})

it('counts in words, one and many, by thousands', () => {
  expect([counted(0, 'node'), counted(1, 'node'), counted(1_200, 'node')]).toEqual(['0 nodes', '1 node', '1,200 nodes'])
  expect([counted(1, 'match', 'matches'), counted(2, 'match', 'matches')]).toEqual(['1 match', '2 matches'])
})
