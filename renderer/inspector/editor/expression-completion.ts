/** What may stand in an expression: arguments, nodes and the fields of their outputs, the loop, the run. */
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import { isBlobRef } from '#shared/events/blob.ts'
import { isJsonObject, type Json } from '#shared/json.ts'
import { asText } from '#shared/workflow/as-text.ts'
import { expressionSpans } from '#shared/workflow/edit/expression-spans.ts'
import type { KindCatalog } from '#shared/workflow/kind-descriptor.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { nodeTitle } from '../../canvas/model/node-title.ts'
import { sizeText } from './value-words.ts'

/** What completion looks at, asked for when it is needed, so that it is never old. */
export interface ExpressionScope {
  readonly workflow: Workflow
  readonly catalog: KindCatalog
  /** A node's output in the run that is open beside, for an example of what the value looks like. */
  lastOutput(nodeId: string): Json | undefined
}

const PREVIEW_LINES = 6

export function expressionCompletion(scope: () => ExpressionScope | undefined) {
  return (context: CompletionContext): CompletionResult | null => {
    const here = scope()
    const text = context.state.doc.toString()
    const span = expressionSpans(text).find(
      ({ start, end, closed }) => context.pos >= start + 2 && context.pos <= (closed ? end - 2 : end),
    )
    if (!here || !span) return null
    const before = text.slice(span.start + 2, context.pos)
    return fieldsOf(here, before, context) ?? namesOf(here, before, context)
  }
}

/** Behind a dot. */
function fieldsOf(scope: ExpressionScope, before: string, context: CompletionContext): CompletionResult | null {
  const field = /\bnodes\.([a-z][a-z0-9_]*)\.(\w*)$/.exec(before)
  if (field) return result(context, field[2], outputFields(scope, field[1] ?? ''))
  const path = /\b(nodes|args|loop|run)\.(\w*)$/.exec(before)
  if (!path) return null
  switch (path[1]) {
    case 'nodes':
      return result(context, path[2], nodeNames(scope))
    case 'args':
      return result(
        context,
        path[2],
        (scope.workflow.parameters ?? []).map(({ name, type, description }) => ({
          label: name,
          detail: type,
          ...(description && { info: description }),
        })),
      )
    case 'loop':
      return result(context, path[2], [
        { label: 'iteration', detail: 'number' },
        { label: 'feedback', detail: 'what the person said' },
      ])
    default:
      return result(context, path[2], [
        { label: 'id', detail: 'string' },
        { label: 'startedAt', detail: 'string' },
        { label: 'workflow', detail: 'string' },
      ])
  }
}

/** At the beginning of a name. */
function namesOf(scope: ExpressionScope, before: string, context: CompletionContext): CompletionResult | null {
  const word = /(?:^|[^\w.$])([a-z]*)$/.exec(before)
  if (!word || (!context.explicit && word[1] === '' && before.trim() !== '')) return null
  const first = nodeNames(scope).map((node) => ({ ...node, label: `nodes.${node.label}` }))
  const args = (scope.workflow.parameters ?? []).map(({ name, type }) => ({ label: `args.${name}`, detail: type }))
  const rest = [
    { label: 'loop.feedback', detail: 'what the person said' },
    { label: 'loop.iteration', detail: 'number' },
    { label: 'workspace', detail: 'folder' },
    { label: 'run.id', detail: 'string' },
  ]
  return result(context, word[1], [...args, ...first, ...rest])
}

function result(
  context: CompletionContext,
  typed: string | undefined,
  options: readonly Completion[],
): CompletionResult | null {
  return options.length === 0 ? null : { from: context.pos - (typed?.length ?? 0), options, validFor: /^[\w.]*$/ }
}

function nodeNames(scope: ExpressionScope): readonly Completion[] {
  return scope.workflow.nodes.flatMap((node) => {
    const kind = scope.catalog.get(node.kind)
    return kind && !kind.runs ? [] : [{ label: node.id, detail: nodeTitle(node) }]
  })
}

function outputFields(scope: ExpressionScope, nodeId: string): readonly Completion[] {
  const node = scope.workflow.nodes.find(({ id }) => id === nodeId)
  const kind = node && scope.catalog.get(node.kind)
  const last = scope.lastOutput(nodeId)
  const known: Readonly<Record<string, string>> = kind?.output ?? {}
  const seen = isJsonObject(last) && !isBlobRef(last) ? Object.keys(last) : []
  return [...new Set([...Object.keys(known), ...seen])].map((label) => {
    const value = isJsonObject(last) ? last[label] : undefined
    const size = value === undefined ? '' : sizeText(value)
    const detail = [known[label], size].filter(Boolean).join(', ')
    return { label, detail, ...(value !== undefined && value !== null && { info: () => lastValue(value) }) }
  })
}

/** Beside the list: what the value was in the last run. */
function lastValue(value: Json): HTMLElement {
  const box = document.createElement('div')
  const title = document.createElement('p')
  title.textContent = 'Value in the last run'
  const text = document.createElement('pre')
  const whole = isBlobRef(value) ? value.preview : asText(value)
  const lines = whole.slice(0, 2_000).split('\n')
  text.textContent = lines.slice(0, PREVIEW_LINES).join('\n') + (lines.length > PREVIEW_LINES ? '\n…' : '')
  box.append(title, text)
  return box
}
