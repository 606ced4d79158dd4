import { afterEach, describe, expect, it } from 'vitest'
import { KINDS } from '#main/nodes/registry.ts'
import { KindDriver } from './support/kind-driver.ts'
import { answers } from './support/real-adapters.ts'

let driver: KindDriver | undefined
afterEach(() => driver?.close())

describe.each(KINDS.map((kind) => ({ kind: kind.descriptor.kind, examples: kind.examples })))(
  'an example of $kind',
  ({ kind, examples }) => {
    it.each(examples)('$title', async (example) => {
      driver = await KindDriver.create({ replies: example.model?.map((text) => answers(text)) ?? [] })
      driver.lay(example.files ?? {})

      const ending = await driver.run({ kind, config: { ...example.config } }, example)

      expect(ending).toMatchObject({
        leavesBy: example.leavesBy,
        ...(example.errorCode !== undefined && { errorCode: example.errorCode }),
        ...(example.output !== undefined && { output: example.output }),
      })
      expect(driver.bugs).toEqual([])
    })
  },
)
