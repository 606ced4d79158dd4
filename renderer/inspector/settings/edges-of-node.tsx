/** Where a node leads to, port by port: what the canvas shows, for the keyboard. */
import { X } from 'lucide-react'
import { useState } from 'react'
import { type KindDescriptor, portsOf } from '#shared/workflow/kind-descriptor.ts'
import { titleById, titleOfNode } from '#shared/workflow/title-of-node.ts'
import { DEFAULT_PORT, edgeSource, type Workflow, type WorkflowNode } from '#shared/workflow/workflow.ts'
import { connect, connectionProblem, setLoopMax } from '../../canvas/edit/connect.ts'
import { removeEdges } from '../../canvas/edit/remove.ts'
import { closedNodes } from '../../canvas/flow/use-editing.ts'
import { IconButton } from '../../parts/icon-button.tsx'
import { changeDocument } from '../../state/documents.ts'
import { Section } from '../run/section.tsx'
import './edges-of-node.css'

export interface EdgesOfNodeProps {
  readonly documentRef: string
  readonly workflow: Workflow
  readonly node: WorkflowNode
  readonly kind: KindDescriptor | undefined
}

export function EdgesOfNode({ documentRef, workflow, node, kind }: EdgesOfNodeProps) {
  const ports = kind ? portsOf(kind, node.config) : [DEFAULT_PORT]
  if (ports.length === 0) return null
  return (
    <div className="form-edges">
      <Section title="Goes on to" open={false}>
        {ports.map((port) => (
          <PortEdges key={port} documentRef={documentRef} workflow={workflow} node={node} port={port} />
        ))}
      </Section>
    </div>
  )
}

interface PortEdgesProps {
  readonly documentRef: string
  readonly workflow: Workflow
  readonly node: WorkflowNode
  readonly port: string
}

function PortEdges({ documentRef, workflow, node, port }: PortEdgesProps) {
  const edges = workflow.edges.flatMap((edge, index) => {
    const source = edgeSource(edge)
    return source.node === node.id && source.port === port ? [{ edge, index }] : []
  })
  const closed = closedNodes(workflow)
  const free = workflow.nodes.filter(
    (target) => connectionProblem(workflow, { from: node.id, port, to: target.id }, closed) === undefined,
  )
  return (
    <div className="edges-port">
      <span className="mono">{port}</span>
      <ul>
        {edges.map(({ edge, index }) => (
          <li key={`${edge.to} ${index}`}>
            <span className="cut">{titleById(workflow, edge.to)}</span>
            {edge.loop && (
              <LoopMax
                max={edge.loop.max}
                onMax={(max) =>
                  changeDocument(documentRef, (current) => setLoopMax(current, index, max), `loop ${index}`)
                }
              />
            )}
            <IconButton
              icon={X}
              small
              label={`Remove the edge to ${titleById(workflow, edge.to)}`}
              onClick={() => changeDocument(documentRef, (current) => removeEdges(current, new Set([index])))}
            />
          </li>
        ))}
        <li>
          <select
            className="input"
            aria-label={`Connect ${port} to`}
            value=""
            onChange={(event) =>
              changeDocument(documentRef, (current) =>
                connect(current, { from: node.id, port, to: event.target.value }),
              )
            }
          >
            <option value="" disabled>
              {edges.length === 0 ? 'nothing yet' : 'and to…'}
            </option>
            {free.map((target) => (
              <option key={target.id} value={target.id}>
                {titleOfNode(target)}
              </option>
            ))}
          </select>
        </li>
      </ul>
    </div>
  )
}

/** While it is typed it may be empty, or no number yet; what it was counts until it is one. */
function LoopMax({ max, onMax }: { readonly max: number; readonly onMax: (max: number) => void }) {
  const [draft, setDraft] = useState<{ readonly text: string; readonly of: number }>()
  // An undo may have changed it since.
  const text = draft?.of === max ? draft.text : String(max)
  return (
    <label className="edges-loop">
      again, max
      <input
        className="input"
        inputMode="numeric"
        aria-invalid={!isMax(text)}
        value={text}
        onChange={({ target: { value } }) => {
          setDraft({ text: value, of: isMax(value) ? Number(value) : max })
          if (isMax(value)) onMax(Number(value))
        }}
        onBlur={() => setDraft(undefined)}
      />
    </label>
  )
}

const isMax = (text: string): boolean => Number.isInteger(Number(text)) && Number(text) >= 1
