import { z } from 'zod'
import { defineNodeKind, type FieldProblem } from './define-node-kind.ts'
import { choice, optional, port, raw, text, value, withDefault } from './fields.ts'
import { presented, VIEWS } from './show/presented.ts'

const Action = z.strictObject({
  port: port.meta({ title: 'Port', widget: 'word' }),
  title: z.string().min(1).meta({ title: 'Button' }),
})

/** Shows a result to the person, with buttons where the run should go on by one of them. */
export const show = defineNodeKind({
  kind: 'show',
  title: 'Show',
  summary: 'A result for the person: Markdown, a table or a diff.',
  icon: 'eye',
  group: 'output',
  ports: ['out'],
  portsFrom: 'actions',
  overlay: 'form',
  face: { fields: ['title'], style: 'text' },
  output: { action: 'string', title: 'string', view: 'string', body: 'what is shown' },
  initialConfig: { title: 'Result', body: '' },
  config: {
    title: withDefault(text({ title: 'Title', placeholder: 'Findings' }), ''),
    body: optional(
      value(
        { title: 'What is shown', description: 'Markdown, a list of objects for a table, or { "diff": … }.' },
        'editor',
      ),
    ),
    view: withDefault(choice(VIEWS, { title: 'Shown as', description: '“auto” goes by the value.' }), 'auto'),
    actions: withDefault(
      raw(
        z.array(Action),
        {
          title: 'Buttons',
          description: 'Each adds a port. With buttons the run waits for one; without, it goes on by “out”.',
        },
        'actions',
      ),
      [],
    ),
  },
  check: ({ actions }) => reservedPort(actions),
  behaviour: {
    family: 'form',
    request({ title, body, view, actions }) {
      if (actions.length === 0) return null
      const shown = presented(view, body)
      const action = {
        name: 'action',
        type: 'enum',
        required: true,
        options: actions.map((one) => one.port),
        optionTitles: actions.map((one) => one.title),
      } as const
      return {
        purpose: 'show',
        title,
        fields: [{ ...action, options: [...action.options], optionTitles: [...action.optionTitles] }],
        ...(shown.view === 'markdown' && { message: shown.body }),
      }
    },
    shown: ({ title, view, body }) => ({ title, ...presented(view, body) }),
    validate(values, { actions }) {
      if (actions.some((one) => one.port === values.action)) return null
      return `Choose one of ${actions.map((one) => one.port).join(', ')}.`
    },
    leave(values, { title, view, body, actions }) {
      const chosen = actions.find((one) => one.port === values.action)?.port
      return { port: chosen ?? 'out', output: { action: chosen ?? '', title, ...presented(view, body) } }
    },
    expired: ({ title, view, body }) => ({ port: 'out', output: { action: '', title, ...presented(view, body) } }),
  },
  examples: [
    {
      title: 'A list of objects is a table',
      config: { title: 'Findings', body: '{{ args.findings }}' },
      args: { findings: [{ file: 'a.ts', line: 3, finding: 'Never closed' }] },
      leavesBy: 'out',
      output: {
        action: '',
        title: 'Findings',
        view: 'table',
        body: [{ file: 'a.ts', line: 3, finding: 'Never closed' }],
      },
    },
    {
      title: 'Text is Markdown',
      config: { body: 'No changes against `{{ args.base }}`' },
      args: { base: 'main' },
      leavesBy: 'out',
      output: { view: 'markdown', body: 'No changes against `main`' },
    },
    {
      title: 'A diff',
      config: { body: { diff: '-one\n+two\n' } },
      leavesBy: 'out',
      output: { view: 'diff', body: '-one\n+two\n' },
    },
    {
      title: 'The button that was pressed names the port',
      config: {
        title: 'Plan',
        body: 'Two steps.',
        actions: [
          { port: 'go', title: 'Go on' },
          { port: 'change', title: 'Change it' },
        ],
      },
      answer: { action: 'change' },
      leavesBy: 'change',
      output: { action: 'change', title: 'Plan' },
    },
  ],
})

function reservedPort(actions: unknown): FieldProblem | null {
  if (!Array.isArray(actions)) return null
  const ports = actions.map((one: { port?: unknown }) => one.port)
  if (ports.includes('error'))
    return {
      field: 'actions',
      message: 'A button cannot use the port “error”: it is for failures. Choose another name.',
    }
  const twice = ports.find((name, index) => ports.indexOf(name) !== index)
  return twice === undefined
    ? null
    : { field: 'actions', message: `Two buttons use the port “${String(twice)}”. Give each a port of its own.` }
}
