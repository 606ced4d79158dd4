/** One level of the graph as code: its table of edges, and its statechart with a region a node. */
import type { Workflow } from '#shared/workflow/workflow.ts'
import type { CompiledLevel, CompiledNode } from '../../compile/compiled-workflow.ts'
import { Code, codeText, stringText, type Written } from './code-text.ts'
import { nodeRegion } from './node-region.ts'
import { action, actorInput, INSTANT, type Provided, retryingState } from './region-parts.ts'

/** Compensators of this level, in the order of the file. */
export function compensatorsOf({ nodes, table }: CompiledLevel): readonly CompiledNode[] {
  const named = new Set(nodes.flatMap(({ definition }) => definition.compensate ?? []))
  return nodes.filter(({ id, index }) => named.has(id) && table.nodes[index]?.routed === false)
}

const routedOf = ({ nodes, table }: CompiledLevel) => nodes.filter(({ index }) => table.nodes[index]?.routed)

/** `name`: of the constant. */
export function levelTableText(name: string, level: CompiledLevel, entry: string | undefined): string {
  const { table } = level
  const idOf = (index: number) => table.nodes[index]?.id ?? ''
  const nodes = Object.fromEntries(
    routedOf(level).map(({ id, index, definition, kind }): [string, Written] => {
      const node = table.nodes[index]
      return [
        id,
        {
          join: typeof node?.join === 'object' ? { count: node.join.count } : node?.join,
          entry: node?.entry ? true : undefined,
          loops: node && node.loops.length > 0 ? node.loops : undefined,
          instant: INSTANT.has(kind.behaviour.family) ? true : undefined,
          compensate: level.container === undefined ? definition.compensate : undefined,
        },
      ]
    }),
  )
  const edges = table.edges.map(
    ({ from, port, to, loop, max, leaves }): Written => ({
      from: idOf(from),
      port,
      to: idOf(to),
      ...(loop >= 0 && { loop, max }),
      ...(leaves.length > 0 && { leaves }),
    }),
  )
  const loops = table.loops.map(
    ({ target, body, inner }): Written => ({ target: idOf(target), body: body.map(idOf), inner }),
  )
  return `const ${name} = ${codeText({ entry, nodes, edges, loops })}\n`
}

export interface LevelNames {
  readonly machine: string
  readonly table: string
  readonly id: string
}

export function levelMachineText(
  names: LevelNames,
  level: CompiledLevel,
  workflow: Workflow,
  setupOf: (provided: Provided) => Written,
): string {
  const provided: Provided = { actors: new Map(), guards: new Map(), delays: new Map() }
  const regions = Object.fromEntries(routedOf(level).map((node) => [node.id, nodeRegion(node, provided)]))
  const undoing = level.container === undefined ? compensatorsOf(level) : []
  const isTop = level.container === undefined
  // XState takes no transition of a parallel state that has no region.
  const isEmpty = Object.keys(regions).length === 0
  const config: Written = {
    id: names.id,
    description: isTop ? (workflow.title ?? workflow.description) : `One item of ${level.container}`,
    context: new Code(`({ input }) => levelContext(${names.table}, input ?? {})`),
    initial: 'running',
    states: {
      running: {
        type: isEmpty ? undefined : 'parallel',
        always: [
          ...(undoing.length > 0 ? [{ guard: 'mustUndo', target: 'compensating' }] : []),
          { guard: 'hasFailed', target: 'failed' },
          { guard: 'isOver', target: 'succeeded' },
        ],
        states: isEmpty ? undefined : regions,
      },
      ...(undoing.length > 0 && { compensating: compensating(names.id, undoing, provided) }),
      succeeded: { type: 'final' },
      failed: { type: 'final' },
    },
    output: new Code('outputOf'),
  }
  return `const ${names.machine} = setup(${codeText(setupOf(provided))}).createMachine(${codeText(config)})\n`
}

/** What was done is undone, latest first; an undoing that fails after its attempts is passed over. */
function compensating(machineId: string, compensators: readonly CompiledNode[], provided: Provided): Written {
  const next = { target: `#${machineId}.compensating.next`, actions: 'undone' }
  const states = compensators.map((node): [string, Written] => {
    const { attempts } = node.retry
    provided.actors.set(node.kind.descriptor.kind, node.kind.descriptor.summary)
    const retry = {
      guard: { type: 'mayRetry', params: { node: node.id, attempts } },
      target: 'retrying',
      actions: action('tryAgain', node),
    }
    const running = {
      invoke: {
        src: node.kind.descriptor.kind,
        input: actorInput(node, 'context.undo.at(-1).scope'),
        onDone: next,
        onError: [...(attempts > 1 ? [retry] : []), next],
      },
    }
    const { retrying } = retryingState(node, attempts, provided)
    const waits = retrying === undefined ? {} : { retrying: { after: { [`${node.id}.retry`]: 'running' } } }
    return [node.id, { initial: 'running', entry: action('enterUndoing', node), states: { running, ...waits } }]
  })
  const choices = compensators.map(({ id }) => ({ guard: { type: 'undoesNext', params: { by: id } }, target: id }))
  return {
    initial: 'next',
    states: {
      next: { always: [...choices, { target: `#${machineId}.failed` }] },
      ...Object.fromEntries(states),
    },
  }
}

/** Actors, guards and delays with what stands for them until they are provided. */
export function providedText({ actors, guards, delays }: Provided, containers: readonly (readonly [string, string])[]) {
  return {
    actors: {
      ...Object.fromEntries([...actors.keys()].map((kind) => [kind, new Code(`toProvide(${stringText(kind)})`)])),
      ...Object.fromEntries(containers.map(([id, machine]) => [`${id}.items`, new Code(`overItems(${machine})`)])),
    },
    guards: {
      '...': new Code('levelGuards()'),
      ...Object.fromEntries(
        [...guards].map(([name, when]) => [name, new Code(`toDecide(${stringText(name)}, ${stringText(when)})`)]),
      ),
    },
    delays: Object.fromEntries(delays),
    actions: new Code('levelActions()'),
  }
}
