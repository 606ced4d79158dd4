/** Diagrams: each line is one that Mermaid's grammar has, and nothing of a file's words becomes grammar. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileWorkflow } from '#main/engine/compile/compile-workflow.ts'
import { mermaidFlowchart } from '#main/engine/export/mermaid/mermaid-flowchart.ts'
import { mermaidStates } from '#main/engine/export/mermaid/mermaid-states.ts'
import { describeMachines } from '#main/engine/machines/describe-machines.ts'
import { registryOf } from '#main/nodes/registry.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { patternFiles, workflowIn } from '#test/engine/patterns/support/pattern-files.ts'
import { workflowOf } from '#test/support/workflow-of.ts'

const registry = registryOf()
const flowchart = (workflow: Workflow): string => mermaidFlowchart(compileWorkflow(workflow, registry))

const ID = 'n_[a-z][a-z0-9_]*'
const LABEL = '"(?:[^"#`<>&$\\\\\\n]|#\\d+;)+"'
/** The lines of a flowchart as this export writes them. */
const LINES = [
  /^flowchart LR$/,
  new RegExp(`^ *subgraph ${ID}\\[${LABEL}\\]$`),
  /^ *end$/,
  new RegExp(`^ *${ID}(?:\\(\\[${LABEL}\\]\\)|\\{${LABEL}\\}|\\[/${LABEL}/\\]|>${LABEL}\\]|\\[${LABEL}\\])$`),
  new RegExp(`^ {2}${ID} (?:-->|-\\.->)(?:\\|${LABEL}\\|)? ${ID}$`),
  /^ {2}linkStyle \d+(?:,\d+)* stroke:#[0-9a-f]{6}$/,
]

/** The diagram behind its front matter; every line must be known, and every subgraph be closed. */
function linesOf(text: string): readonly string[] {
  const [open, title = '', close, ...lines] = text.trimEnd().split('\n')
  expect([open, close]).toEqual(['---', '---'])
  expect(JSON.parse(title.replace(/^title: /, ''))).toEqual(expect.any(String))
  return lines
}

function checkFlowchart(text: string): void {
  const lines = linesOf(text)
  expect(lines.filter((line) => !LINES.some((known) => known.test(line)))).toEqual([])
  const opened = lines.filter((line) => /^ *subgraph /.test(line)).length
  expect(lines.filter((line) => /^ *end$/.test(line))).toHaveLength(opened)
}

describe('a flowchart', () => {
  it('shows what Mermaid would draw as a formula or an icon', () => {
    const text = flowchart(workflowOf([{ id: 'start', kind: 'start', title: '$$x$$ or fa:fa-user: it' }], []))
    expect(linesOf(text)).toContain('  n_start(["#36;#36;x#36;#36; or fa#58;fa-user: it (start)"])')
  })

  it('has ports, loops with their limit, errors, undoing and containers', () => {
    const workflow = workflowOf(
      [
        { id: 'start', kind: 'start' },
        { id: 'all', kind: 'each', config: { items: [1] } },
        { id: 'read', kind: 'shell', title: 'Read "it"', parent: 'all', config: { command: 'cat' } },
        { id: 'ok', kind: 'approval', config: { title: 'Sure?' } },
        { id: 'pay', kind: 'shell', config: { command: 'pay' }, compensate: 'refund' },
        { id: 'refund', kind: 'shell', config: { command: 'refund' } },
        { id: 'end', kind: 'end' },
        { id: 'hint', kind: 'note', config: { text: 'Mind the gap' } },
      ],
      [
        'start -> all',
        'all -> ok',
        'ok.approved -> pay',
        { from: 'ok.rejected', to: 'all', loop: { max: 3 } },
        'pay.error -> end',
      ],
    )
    const text = flowchart(workflow)
    checkFlowchart(text)
    expect(linesOf(text)).toEqual([
      'flowchart LR',
      '  n_start(["Start"])',
      '  subgraph n_all["All (each)"]',
      '    n_read["Read #34;it#34; (shell)"]',
      '  end',
      '  n_ok[/"Ok (approval)"/]',
      '  n_pay["Pay (shell)"]',
      '  n_refund["Refund (shell)"]',
      '  n_end(["End"])',
      '  n_hint>"Mind the gap"]',
      '  n_start --> n_all',
      '  n_all --> n_ok',
      '  n_ok -->|"approved"| n_pay',
      '  n_ok -.->|"rejected, at most 3 times"| n_all',
      '  n_pay -->|"error"| n_end',
      '  n_pay -.->|"undone by"| n_refund',
      '  linkStyle 4 stroke:#c4453c',
    ])
  })

  it.each(patternFiles())('of %s is one that Mermaid reads', (file) => checkFlowchart(flowchart(workflowIn(file))))

  it('keeps any title from becoming grammar', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (title) => {
        const nodes = [
          { id: 'start', kind: 'start', title },
          { id: 'end', kind: 'note', title, config: { text: title } },
        ]
        checkFlowchart(flowchart({ ...workflowOf(nodes, []), title }))
      }),
    )
  })
})

describe('a state diagram', () => {
  const { run, byKind } = describeMachines(registry)
  it.each([run, ...Object.values(byKind)])('of the machine "$id" names each state and each way', (machine) => {
    const lines = linesOf(mermaidStates(machine, 'Review'))
    const ways = lines.filter((line) => /^ {2}\w+ --> \w+ : \w+(?: \[\w+\])?(?: \/ \w+(?:, \w+)*)?$/.test(line))
    expect(ways).toHaveLength(machine.transitions.length)
    const rest = lines.filter((line) => !ways.includes(line))
    const known = [
      /^stateDiagram-v2$/,
      /^ {2}\w+ : \w+, does \w+(?:, \w+)*$/,
      /^ {2}\[\*\] --> \w+$/,
      /^ {2}\w+ --> \[\*\]$/,
    ]
    expect(rest.filter((line) => !known.some((form) => form.test(line)))).toEqual([])
  })
})
