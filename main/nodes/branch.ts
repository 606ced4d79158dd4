import { defineNodeKind, type FieldProblem } from './define-node-kind.ts'
import { conditions } from './fields.ts'

const TAKEN: ReadonlySet<unknown> = new Set(['else', 'error'])

/** Goes one of several ways. */
export const branch = defineNodeKind({
  kind: 'branch',
  title: 'Branch',
  summary: 'Chooses by conditions: leaves by the first case that holds, else by “else”.',
  icon: 'split',
  group: 'flow',
  ports: ['else'],
  portsFrom: 'cases',
  width: 144,
  output: { port: 'string' },
  initialConfig: { cases: [{ port: 'yes', when: '{{ true }}' }] },
  config: {
    cases: conditions({ title: 'Cases', description: 'Tried in order; the first that holds names the port.' }),
  },
  check: ({ cases }) => reservedPort(cases),
  behaviour: {
    family: 'instant',
    leave({ cases }) {
      const port = cases.find((entry) => entry.when)?.port ?? 'else'
      return { port, output: { port } }
    },
  },
  examples: [
    {
      title: 'The first case that holds wins',
      config: {
        cases: [
          { port: 'large', when: '{{ args.lines > 100 }}' },
          { port: 'small', when: '{{ args.lines > 0 }}' },
        ],
      },
      args: { lines: 250 },
      leavesBy: 'large',
      output: { port: 'large' },
    },
    {
      title: 'Without one that holds it leaves by “else”',
      config: { cases: [{ port: 'large', when: '{{ args.lines > 100 }}' }] },
      args: { lines: 3 },
      leavesBy: 'else',
      output: { port: 'else' },
    },
  ],
})

function reservedPort(cases: unknown): FieldProblem | null {
  if (!Array.isArray(cases)) return null
  const entry: { port?: unknown } | undefined = cases.find((one: { port?: unknown }) => TAKEN.has(one.port))
  return entry
    ? {
        field: 'cases',
        message: `A case cannot use the port “${String(entry.port)}”: every branch has that one already. Choose another name.`,
      }
    : null
}
