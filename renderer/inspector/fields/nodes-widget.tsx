/** Nodes of the same command, each chosen from those there are. */
import { asText } from '#shared/workflow/as-text.ts'
import { titleOfNode } from '#shared/workflow/title-of-node.ts'
import type { WorkflowNode } from '#shared/workflow/workflow.ts'
import { FieldFrame } from './field-frame.tsx'
import { Add, Rows } from './list-widgets.tsx'
import { LineWidget } from './text-widgets.tsx'
import type { WidgetProps } from './widget-props.ts'

export function NodesWidget(props: WidgetProps) {
  const { field, value, problems, context, onValue } = props
  if (typeof value === 'string') return <LineWidget {...props} />
  const ids = (Array.isArray(value) ? value : []).map(asText)
  const nodes = choosable(context.workflow()?.nodes ?? [], context.nodeId)
  const put = (next: readonly string[]) => onValue(next.length === 0 && !field.required ? undefined : [...next])
  const free = nodes.find(({ id }) => !ids.includes(id))
  return (
    <FieldFrame
      wide
      title={field.title}
      description={field.description}
      problems={problems}
      aside={free && <Add what={field.title} onClick={() => put([...ids, free.id])} />}
    >
      {() => (
        <Rows items={ids} what={field.title} onItems={put}>
          {(id, index) => (
            <select
              className="input"
              aria-label={`${field.title} ${index + 1}`}
              value={id}
              onChange={(event) => put(ids.with(index, event.target.value))}
            >
              {!nodes.some((node) => node.id === id) && <option value={id}>{id} (not there)</option>}
              {nodes.map((node) => (
                <option key={node.id} value={node.id}>
                  {titleOfNode(node)}
                  {titleOfNode(node) === node.id ? '' : ` (${node.id})`}
                </option>
              ))}
            </select>
          )}
        </Rows>
      )}
    </FieldFrame>
  )
}

/** Beside the node, and what is around it. */
function choosable(nodes: readonly WorkflowNode[], own: string): readonly WorkflowNode[] {
  const parents = new Map(nodes.map((node) => [node.id, node.parent]))
  const around = new Set<string | undefined>()
  for (let id = parents.get(own); id !== undefined; id = parents.get(id)) around.add(id)
  const level = parents.get(own)
  return nodes.filter((node) => node.id !== own && (node.parent === level || around.has(node.id)))
}
