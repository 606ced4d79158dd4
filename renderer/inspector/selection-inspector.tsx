/** Several nodes at once: which they are, and what can be done with all of them. */
import { Fragment, memo, useDeferredValue } from 'react'
import { counted } from '#shared/counted.ts'
import type { Workflow, WorkflowNode } from '#shared/workflow/workflow.ts'
import { listedTitle } from '../canvas/model/listed-title.ts'
import { KindIcon } from '../canvas/node/kind-icon.tsx'
import { actionGroupsOf } from '../canvas/palette/action-items.tsx'
import { ColorRow } from '../canvas/palette/color-row.tsx'
import { ActionFace } from '../parts/action-face.tsx'
import { useDocumentPart } from '../state/documents.ts'
import { useKinds } from '../state/kinds.ts'
import { selectNode } from '../state/view.ts'
import { Section } from './run/section.tsx'
import './selection-inspector.css'

export interface SelectionInspectorProps {
  readonly documentRef: string
  readonly ids: readonly string[]
}

/** More are no list that one reads. */
const MOST_LISTED = 100

export function SelectionInspector({ documentRef, ids }: SelectionInspectorProps) {
  const workflow = useDeferredValue(useDocumentPart(documentRef, (document) => document?.workflow))
  return <Panel documentRef={documentRef} ids={ids} workflow={workflow} />
}

interface PanelProps extends SelectionInspectorProps {
  readonly workflow: Workflow | undefined
}

const Panel = memo(function Panel({ documentRef, ids, workflow }: PanelProps) {
  const wanted = new Set(ids)
  const nodes = workflow?.nodes.filter(({ id }) => wanted.has(id)) ?? []
  return (
    <section className="inspector" data-scope="inspector" data-node="" aria-label="Selection">
      <header className="inspector-head">
        <h2 className="cut">{counted(nodes.length, 'node')}</h2>
        <span className="inspector-kind">selected</span>
      </header>
      <div className="inspector-body selection-body">
        <div className="selection-colors">
          <ColorRow documentRef={documentRef} ids={ids} />
        </div>
        {actionGroupsOf('node').map((actions) => (
          <Fragment key={actions[0]?.group}>
            <ul className="selection-actions">
              {actions.map((action) => (
                <li key={action.id}>
                  <button type="button" className="option" onClick={action.perform}>
                    <ActionFace action={action} />
                  </button>
                </li>
              ))}
            </ul>
          </Fragment>
        ))}
        <Section title="Selected" aside={nodes.length.toLocaleString('en')} open>
          <Listed nodes={nodes} />
        </Section>
      </div>
    </section>
  )
})

function Listed({ nodes }: { readonly nodes: readonly WorkflowNode[] }) {
  const catalog = useKinds((kinds) => kinds.catalog)
  return (
    <>
      <ul className="selection-list" aria-label="Selected nodes">
        {nodes.slice(0, MOST_LISTED).map((node) => {
          const kind = catalog.get(node.kind)
          return (
            <li key={node.id}>
              <button type="button" className="option" onClick={() => selectNode(node.id)}>
                <KindIcon name={kind?.icon} size={14} />
                <span className="cut">{listedTitle(node, kind)}</span>
                <span className="end">{kind?.title.toLowerCase() ?? node.kind}</span>
              </button>
            </li>
          )
        })}
      </ul>
      {nodes.length > MOST_LISTED && (
        <p className="hint">and {(nodes.length - MOST_LISTED).toLocaleString('en')} more</p>
      )}
    </>
  )
}
