/** The bundled commands and the workflows of the patterns: the exported machine, told the same, goes the same way. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { compileWorkflow } from '#main/engine/compile/compile-workflow.ts'
import { xstateModule } from '#main/engine/export/xstate/xstate-module.ts'
import { registryOf } from '#main/nodes/registry.ts'
import { parseWorkflow } from '#shared/workflow/parse.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { patternFiles, workflowIn } from '#test/engine/patterns/support/pattern-files.ts'
import { ROOT } from '#test/support/home.ts'
import { engineStory } from './support/engine-story.ts'
import { loadMachine, loadText } from './support/load-machine.ts'
import { RetoldStory } from './support/retold-story.ts'

const patterns = patternFiles().map((file) => ({ file, workflow: workflowIn(file) }))
const takesSeveral = ({ nodes }: Workflow): boolean => nodes.some(({ join: how }) => how === 'each')
const others = patterns.map(({ workflow }) => workflow)

/** What a run comes to, without what only one of them knows. */
const WORDS: Readonly<Record<string, string>> = {
  done: 'completed',
  failed: 'failed',
  skipped: 'skipped',
  interrupted: 'interrupted',
}

it.each(patterns.filter(({ workflow }) => !takesSeveral(workflow)))(
  'goes the way of the engine through $file',
  async ({ workflow }) => {
    for (const seed of [0, 1, 2]) {
      const story = await engineStory(workflow, others, seed)
      const module = await loadMachine(workflow, registryOf())
      const retold = new RetoldStory(module, workflow, story)
      const snapshot = retold.tell()
      expect([retold.errors, retold.untold]).toEqual([[], []])
      const { status, result, nodes } = story.state
      const ended = snapshot.status === 'done'
      const top = [...nodes.values()].filter((node) => node.path === '' && WORDS_OF_ENGINE.has(node.status))
      const lasts = Object.entries(snapshot.context.flow.nodes as Record<string, { last: string }>)
      expect({
        status: ended ? snapshot.output.status : 'running',
        ...(status === 'succeeded' && { result: snapshot.output?.result }),
        nodes: Object.fromEntries(
          lasts
            .map(([id, { last }]) => [id, WORDS[last === 'active' && ended ? 'interrupted' : last]])
            .filter(([, word]) => word !== undefined)
            .sort(),
        ),
      }).toEqual({
        status,
        ...(status === 'succeeded' && { result }),
        nodes: Object.fromEntries(top.map((node) => [node.nodeId, node.status]).sort()),
      })
    }
  },
)

const WORDS_OF_ENGINE: ReadonlySet<string> = new Set(Object.values(WORDS))

it('says which nodes it cannot express, and names the way out', () => {
  const refused = patterns.filter(({ workflow }) => takesSeveral(workflow))
  expect(refused.length).toBeGreaterThan(0)
  for (const { workflow } of refused)
    expect(() => xstateModule(compileWorkflow(workflow, registryOf()))).toThrow(/"join": "each".*Export it as mermaid/)
})

const bundled = readdirSync(join(ROOT, 'workflows')).map((file) => join(ROOT, 'workflows', file))

it.each(bundled)('%s loads in XState and waits for what it needs', async (file) => {
  const { workflow } = parseWorkflow(readFileSync(file, 'utf8'))
  if (!workflow) throw new Error(`${file} is no workflow`)
  const { machine } = await loadMachine(workflow, registryOf())
  expect(machine.id).toBe(workflow.name)
  const undoing = new Set(workflow.nodes.flatMap(({ compensate }) => compensate ?? []))
  const regions = workflow.nodes.filter(({ id, kind, parent }) => !parent && kind !== 'note' && !undoing.has(id))
  expect(Object.keys(machine.states.running?.states ?? {})).toEqual(regions.map(({ id }) => id))
})

it('keeps names and words of a file from becoming code', async () => {
  const evil = `'); throw new Error("run") /* */ \${boom} \u2028 \`x\``
  const workflow: Workflow = {
    format: 'slashflow/1',
    name: 'evil',
    title: evil,
    description: `*/ ${evil}`,
    nodes: [
      { id: 'start', kind: 'start' },
      { id: 'a', kind: 'transform', title: evil, config: { value: evil, ['__proto__']: evil } },
      { id: 'b', kind: 'branch', config: { cases: [{ port: 'yes', when: `{{ "${'x'}" = '${'y'}' }}` }] } },
    ],
    edges: [
      { from: 'start', to: 'a' },
      { from: 'a', to: 'b' },
    ],
  }
  const { machine } = await loadText(xstateModule(compileWorkflow(workflow, registryOf())))
  expect(machine.states.running?.states.a?.meta).toEqual({ node: 'a', kind: 'transform', title: evil })
})
