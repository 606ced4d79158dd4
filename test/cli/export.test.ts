/** What a command compiles to, written for other tools. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { it } from './command-line.ts'

describe('slashflow export', () => {
  it('writes a machine for XState, to standard output or a file', async ({ slashflow, home }) => {
    const printed = await slashflow.run(['export', 'pr-review', '--as', 'xstate'])
    expect([printed.code, printed.stderr]).toEqual([0, ''])
    expect(printed.stdout).toContain("from 'xstate'")
    const file = join(home.folder, 'review.machine.js')
    const written = await slashflow.run(['export', 'pr-review', '--as', 'xstate', '--out', file])
    expect([written.code, written.stdout]).toEqual([0, ''])
    expect(readFileSync(file, 'utf8')).toBe(printed.stdout)
  })

  it('draws the graph, or the machine of a node, for Mermaid', async ({ slashflow }) => {
    expect((await slashflow.run(['export', 'hello', '--as', 'mermaid'])).stdout).toContain('flowchart LR')
    expect((await slashflow.run(['export', 'hello', '--as', 'mermaid', '--machine', 'greet'])).stdout).toContain(
      'stateDiagram-v2',
    )
    expect((await slashflow.run(['export', 'hello', '--as', 'mermaid', '--machine'])).stdout).toContain(
      'running --> closing : outcome',
    )
  })

  it('draws the graph as a picture, light or dark', async ({ slashflow }) => {
    const light = await slashflow.run(['export', 'hello', '--as', 'svg'])
    expect([light.code, light.stderr]).toEqual([0, ''])
    expect(light.stdout).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[\s\S]*<\/svg>\n$/)
    expect(light.stdout).toContain('The graph of /hello')
    const dark = await slashflow.run(['export', 'hello', '--as', 'svg', '--theme', 'dark'])
    expect(dark.code).toBe(0)
    expect(dark.stdout).not.toBe(light.stdout)
  })

  it('writes a command of Claude Code', async ({ slashflow }) => {
    const { code, stdout, stderr } = await slashflow.run(['export', 'pr-review', '--as', 'claude-command'])
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^---\ndescription: "Reviews the changes[^\n]*"\nargument-hint: "\[base\] \[depth\]"\n---\n/)
    expect(stdout).toContain('- By `rejected`, go back to **review**, at most 5 times')
  })

  it('says once what is wrong with a file, and where', async ({ slashflow, repository }) => {
    repository.write(
      'wrong.flow.json',
      JSON.stringify({
        format: 'slashflow/1',
        name: 'wrong',
        nodes: [
          { id: 'start', kind: 'start' },
          { id: 'say', kind: 'quantum' },
          { id: 'alone', kind: 'delay', config: { for: '1s' } },
        ],
        edges: [{ from: 'start', to: 'say' }],
      }),
    )
    for (const words of [
      ['export', './wrong.flow.json', '--as', 'mermaid'],
      ['run', './wrong.flow.json'],
    ]) {
      const { code, stderr } = await slashflow.run(words)
      expect(code).toBe(2)
      const [error, warning, ...more] = stderr.trimEnd().split('\n')
      expect(error).toMatch(/^slashflow: \S*wrong\.flow\.json:\d+:\d+: error: .*quantum/)
      expect(warning).toMatch(/^ {2}\S*wrong\.flow\.json:\d+:\d+: warning: .*"alone"/)
      expect(more).toEqual([])
    }
  })

  it.for([
    [['export', 'helo', '--as', 'mermaid'], /no command \/helo\. Did you mean \/hello/],
    [['export', 'hello', '--as', 'xstat'], /no format "xstat".*Did you mean xstate/],
    [['export', 'hello', '--as', 'svg', '--machine'], /--machine/],
    [['export', 'hello', '--as', 'mermaid', '--machine', 'gret'], /no node "gret"\. Did you mean "greet"/],
    [['export', 'hello', '--as', 'xstate', '--machine'], /--machine draws one state machine/],
    [['export', 'hello'], /required option '--as <format>'/],
  ] as const)('refuses %s with a sentence', async ([words, says], { slashflow }) => {
    const { code, stderr } = await slashflow.run(words)
    expect(code).toBe(2)
    expect(stderr).toMatch(says)
  })
})
