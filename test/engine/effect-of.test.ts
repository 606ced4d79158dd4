import { expect, it } from 'vitest'
import { effectOf } from '#main/engine/effect-of.ts'
import { registryOf } from '#main/nodes/registry.ts'

it('whether a node changes anything is known from its file, where no expression decides it', () => {
  const file = registryOf().get('file')
  const effects = ['read', 'list', 'write', '{{ args.action }}'].map((action) =>
    file ? effectOf({ config: { action, path: '{{ args.path }}', text: 'x' } }, file) : undefined,
  )
  expect(effects).toEqual(['never', 'never', 'always', 'depends'])
})
