import type { AppUnderTest } from '#test/support/app-under-test.ts'
import type { Home } from '#test/support/home.ts'

/** A command that greets, by an object of which the next node may read. */
export const GREET = JSON.stringify({
  format: 'slashflow/1',
  name: 'greet',
  parameters: [{ name: 'who', type: 'string' }],
  nodes: [
    { id: 'start', kind: 'start' },
    {
      id: 'made',
      kind: 'transform',
      title: 'Made',
      config: { value: '{{ { "greeting": "Hello " & args.who, "letters": [1, 2] } }}' },
    },
    { id: 'said', kind: 'transform', title: 'Said', config: { value: 'Nothing yet' } },
    { id: 'done', kind: 'end', title: 'Done', config: { result: '{{ nodes.said }}' } },
  ],
  edges: [
    { from: 'start', to: 'made' },
    { from: 'made', to: 'said' },
    { from: 'said', to: 'done' },
  ],
})

/** It is in front, to be edited. */
export async function openGreet(app: AppUnderTest, home: Home): Promise<void> {
  home.write('workflows/greet.flow.json', GREET)
  await app.open()
  await app.openCommand('greet')
}

/** The same, with the data of a run. */
export async function editAfterRun(app: AppUnderTest, home: Home): Promise<void> {
  await openGreet(app, home)
  await app.run('/greet who=Ada')
  await app.transcript.expectEnded('Succeeded')
  await app.page.getByRole('radio', { name: 'Edit' }).click()
}
