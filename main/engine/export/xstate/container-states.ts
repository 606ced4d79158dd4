/** A container: lists its items, then works them off, each a machine of its own. */
import type { Json } from '#shared/json.ts'
import type { CompiledNode } from '../../compile/compiled-workflow.ts'
import { Code, stringText, type Written } from './code-text.ts'
import {
  action,
  actorInput,
  failingOf,
  isWhole,
  type Provided,
  parsedConfig,
  retryingState,
  type States,
  timeLimit,
} from './region-parts.ts'

/** Where the file names no limit: that of the engine's runs. */
const AT_ONCE = 8

export function containerStates(node: CompiledNode, provided: Provided): States {
  const { id, kind } = node
  const items = itemsOf(node)
  const failing = failingOf(node, node.retry.attempts)
  const listed = items === undefined
  if (listed) provided.actors.set(kind.descriptor.kind, 'Lists the items: resolves with an array.')
  const list = listed ? `context.items[${stringText(id)}]` : JSON.stringify(items)
  const listing = {
    src: kind.descriptor.kind,
    input: actorInput(node),
    onDone: { target: 'working', actions: action('listItems', node) },
    onError: failing(),
  }
  return {
    running: {
      always: listed ? undefined : { target: 'working' },
      invoke: listed ? listing : undefined,
    },
    working: working(node, list),
    ...retryingState(node, node.retry.attempts, provided),
  }
}

function working(node: CompiledNode, list: string): Written {
  const { id, kind } = node
  const { behaviour } = kind
  const parsed = parsedConfig(node)
  const known = behaviour.family === 'container' && parsed !== undefined ? behaviour : undefined
  const failing = failingOf(node, node.retry.attempts)
  return {
    invoke: {
      src: `${id}.items`,
      input: new Code(`({ context, self }) => ({
  items: ${list},
  concurrency: ${known?.concurrency(parsed) ?? AT_ONCE},
  collect: ${known?.onError(parsed) === 'collect'},
  scope: itemScope(context, ${stringText(id)}),
  provided: self.logic.implementations,
})`),
      onDone: [{ guard: 'itemsAreDone', target: 'done', actions: action('leaveItems', node) }, ...failing()],
      onError: failing(),
    },
    on: { '*': { actions: 'passOn' } },
    after: timeLimit(node, failing),
  }
}

/** Null: its children once, without an item. Undefined: an expression names them. */
function itemsOf(node: CompiledNode): readonly Json[] | null | undefined {
  const { behaviour } = node.kind
  const parsed = parsedConfig(node)
  if (behaviour.family !== 'container' || parsed === undefined) return undefined
  if (!isWhole(node.config.items)) return undefined
  return behaviour.items(parsed)
}
