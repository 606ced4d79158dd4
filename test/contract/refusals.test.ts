import { afterEach, describe, expect, it } from 'vitest'
import { registryOf } from '#main/nodes/registry.ts'
import type { Json } from '#shared/json.ts'
import { EngineDriver } from '#test/support/engine-driver.ts'
import { workflowOf } from '#test/support/workflow-of.ts'
import { KindDriver } from './support/kind-driver.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

async function waiting(kind: string, config: Record<string, Json>) {
  const engine = new EngineDriver(registryOf())
  ends.push(() => engine.close())
  const runId = await engine.start(
    workflowOf(
      [
        { id: 'start', kind: 'start' },
        { id: 'subject', kind, config },
      ],
      ['start -> subject'],
    ),
  )
  await engine.settle()
  return { engine, runId, stillWaits: () => engine.state(runId).waits.size === 1 }
}

describe('what a person may not say is refused, and the question stays open', () => {
  it('an approved value of another shape', async () => {
    const schema = { type: 'object', properties: { version: { type: 'string' } }, required: ['version'] }
    const { engine, runId, stillWaits } = await waiting('approval', {
      title: 'Release?',
      payload: { version: '1' },
      schema,
    })

    await expect(engine.decide(runId, 'subject', 'approved', undefined, { version: 2 })).rejects.toMatchObject({
      code: 'approval.invalid-value',
      message: expect.stringContaining('version: Expected string, but it is number.'),
    })
    expect(stillWaits()).toBe(true)
  })

  it('an answer that leaves out what is needed', async () => {
    const { engine, runId, stillWaits } = await waiting('ask', {
      title: 'Which?',
      fields: [{ name: 'version', type: 'string' }],
    })

    await expect(engine.answer(runId, 'subject', {})).rejects.toMatchObject({ message: '“version” must be filled in.' })
    expect(stillWaits()).toBe(true)
  })

  it('a button that is not there', async () => {
    const { engine, runId, stillWaits } = await waiting('show', {
      title: 'Plan',
      body: 'Text',
      actions: [{ port: 'go', title: 'Go' }],
    })

    await expect(engine.answer(runId, 'subject', { action: 'stay' })).rejects.toMatchObject({
      message: 'Choose one of go.',
    })
    expect(stillWaits()).toBe(true)
  })
})

describe('a file node', () => {
  async function file(config: Record<string, Json>, files: Parameters<KindDriver['lay']>[0] = {}) {
    const driver = await KindDriver.create()
    ends.push(() => driver.close())
    driver.lay(files)
    return await driver.run({ kind: 'file', config, approve: 'never' })
  }

  it('never writes an empty file because an expression has no value', async () => {
    expect(await file({ action: 'write', path: 'review.md', text: '{{ args.missing }}' })).toMatchObject({
      leavesBy: 'error',
      errorCode: 'node.invalid-input',
      errorMessage: expect.stringContaining('“write” needs a text, and it has no value.'),
    })
  })

  it('says where a file is not UTF-8', async () => {
    const ending = await file(
      { action: 'read', path: 'latin1.txt' },
      { 'latin1.txt': Buffer.from([0x47, 0x72, 0xfc, 0x6e]) },
    )

    expect(ending).toMatchObject({
      output: { text: 'Gr\uFFFDn' },
      notices: [{ code: 'text.not-utf8', message: 'latin1.txt is not UTF-8 in one place: shown as �.' }],
    })
  })

  it('says that there is no such file', async () => {
    expect(await file({ action: 'read', path: 'none.txt' })).toMatchObject({
      leavesBy: 'error',
      errorCode: 'file.not-found',
      errorMessage: expect.stringContaining('none.txt'),
    })
  })
})
