/**
 * A workflow as one machine for XState 5: an ES module that needs nothing but `xstate`. Each node is a region, so that a
 * snapshot reads like the canvas; the edges are a table, since a join that waits for tokens and dead paths is no
 * transition. What the module does not carry is said in its first lines.
 */
import { CallError } from '#shared/ipc/call-error.ts'
import type { CompiledLevel, CompiledNode, CompiledWorkflow } from '../../compile/compiled-workflow.ts'
import { commentText } from './code-text.ts'
import { levelMachineText, levelTableText, providedText } from './level-text.ts'
import { RUNTIME_TEXT } from './runtime-text.ts'

/** Throws CallError `export.not-expressible`, which names the nodes. */
export function xstateModule(compiled: CompiledWorkflow): string {
  const { workflow, top } = compiled
  refuseWhatIsNotExpressible(compiled)
  const inside = innermostFirst(top)
  const levels = [...inside, { level: top, name: 'workflow' }]
  const code = levels.map(({ level, name }) => {
    const table = `${name}_level`
    const machine = level === top ? 'machine' : `${name}_item`
    const id = level === top ? workflow.name : `${name}`
    const containers = level.nodes.flatMap((node) => (node.inside ? [[node.id, `${node.id}_item`] as const] : []))
    const entry = level === top ? compiled.entry : undefined
    return [
      levelTableText(table, level, entry),
      levelMachineText({ machine, table, id }, level, workflow, (provided) => providedText(provided, containers)),
    ].join('\n')
  })
  return [
    headerText(compiled),
    `import { and, assign, createMachine, enqueueActions, fromPromise, setup } from 'xstate'\n`,
    ...code,
    'export { machine }\nexport default machine\n',
    RUNTIME_TEXT.trimStart(),
  ].join('\n')
}

interface NamedLevel {
  readonly level: CompiledLevel
  readonly name: string
}

function innermostFirst(level: CompiledLevel): readonly NamedLevel[] {
  return level.nodes.flatMap(({ id, inside }) =>
    inside ? [...innermostFirst(inside), { level: inside, name: id }] : [],
  )
}

/** A region can be in one state at a time, and such a node runs several times at once. */
function refuseWhatIsNotExpressible({ nodes, workflow }: CompiledWorkflow): void {
  const several = nodes.filter(({ definition }) => definition.join === 'each')
  if (several.length === 0) return
  throw new CallError(
    'export.not-expressible',
    `/${workflow.name} cannot be exported as XState: ${names(several)} with "join": "each" may run several times at once, and a state of a statechart is entered once. Export it as mermaid, or let the node join "all" or "any".`,
  )
}

const names = (nodes: readonly CompiledNode[]): string => nodes.map(({ title }) => title).join(', ')

function headerText(compiled: CompiledWorkflow): string {
  const { workflow, nodes } = compiled
  const title = workflow.title ?? workflow.name
  return `/**
${[
  commentText(`/${workflow.name}: ${title}`),
  ...(workflow.description ? [commentText(workflow.description)] : []),
  '',
  'Exported from Slashflow for XState 5. Provide what the nodes do, then start it:',
  '',
  `  import { createActor, fromPromise } from 'xstate'`,
  `  import { machine } from './${workflow.name}.machine.js'`,
  `  createActor(machine.provide({ actors: { ${firstActor(nodes)}: fromPromise(async ({ input }) => …) } }), { input: { args } }).start()`,
  '',
  'An actor is given { node, config, args, nodes, loop, item, index }: the config as it stands in the file, with its',
  '{{ expressions }} (JSONata) for you to evaluate, and what they see. It resolves with the node’s output, or with',
  'leaveBy(port, output). An error with retryable: false is not tried again.',
  'People and the world speak by events: { type: "<node>.<port>", output }, or the name that a wait node waits for; with an',
  'index they speak to that item of a container.',
  '',
  'Not carried, because it is the work of Slashflow’s engine: the log and going on after a crash, questions before an',
  'effect, locks, the limit of nodes at once, Stop with its receipt, pause and breakpoints, pinned outputs, schemas of',
  'answers, live text, and events of the past (since: "run").',
  ...ownLimits(compiled),
]
  .map((line) => ` * ${line}`.trimEnd())
  .join('\n')}
 */`
}

function firstActor(nodes: readonly CompiledNode[]): string {
  return (
    nodes.find(({ kind }) => ['work', 'child'].includes(kind.behaviour.family))?.kind.descriptor.kind ?? 'transform'
  )
}

/** What this very workflow has and the module has not. */
function ownLimits({ nodes }: CompiledWorkflow): readonly string[] {
  const undone = nodes.filter(
    ({ level, definition }) => level.container !== undefined && definition.compensate !== undefined,
  )
  const cancels = nodes.filter(({ kind, level }) => kind.behaviour.family === 'cancel' && level.container !== undefined)
  return [
    ...(undone.length > 0
      ? ['', commentText(`Of this workflow: inside a container nothing is undone (${names(undone)}).`)]
      : []),
    ...(cancels.length > 0
      ? [
          '',
          commentText(
            `Of this workflow: ${names(cancels)} cancels nodes of its own item, not of the levels around it.`,
          ),
        ]
      : []),
  ]
}
