/** Beside the canvas: the settings of what is selected while editing, and what it did in a run. */
import { lazy, Suspense, useDeferredValue, useState } from 'react'
import type { KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import { titleOfNode } from '#shared/workflow/title-of-node.ts'
import type { WorkflowNode } from '#shared/workflow/workflow.ts'
import { KindIcon } from '../canvas/node/kind-icon.tsx'
import { useDocumentPart } from '../state/documents.ts'
import { drawnKey } from '../state/drawn-key.ts'
import { useKind } from '../state/kinds.ts'
import { useAtRest } from '../state/motion.ts'
import { useRunValue } from '../state/runs.ts'
import { useSelectedNodes } from '../state/selected-nodes.ts'
import { useView } from '../state/view.ts'
import { useWorkflow } from '../state/workflows.ts'
import { NodeMenu } from './node-menu.tsx'
import { NodeRun } from './run/node-run.tsx'
import { RunSummaryView } from './run/run-summary.tsx'
import { AttemptWords, NodeStateWords } from './run/state-words.tsx'
import { SelectionInspector } from './selection-inspector.tsx'
import { TryButtons } from './try-buttons.tsx'
import './inspector.css'
import './run/run-parts.css'
import './run/event-rows.css'

// The editors are most of the inspector's code, and watching a run needs none of them.
const NodeSettings = lazy(async () => ({ default: (await import('./settings/node-settings.tsx')).NodeSettings }))
const NodeMachine = lazy(async () => ({ default: (await import('../machine/machine-tab.tsx')).NodeMachine }))
const RunMachine = lazy(async () => ({ default: (await import('../machine/machine-tab.tsx')).RunMachine }))
const WorkflowSettings = lazy(async () => ({
  default: (await import('./settings/workflow-settings.tsx')).WorkflowSettings,
}))

export interface InspectorProps {
  readonly documentRef: string
  readonly runId: string | null
  readonly mode: 'edit' | 'run'
}

type TabName = 'settings' | 'run' | 'machine'

const TABS: readonly (readonly [TabName, string])[] = [
  ['settings', 'Settings'],
  ['run', 'Run'],
  ['machine', 'Machine'],
]

const labelOf = (tab: TabName): string => TABS.find(([name]) => name === tab)?.[1] ?? ''

export function Inspector({ documentRef, runId, mode }: InspectorProps) {
  // A drag selects what it takes, and must not wait for the form of that.
  const nodeId = useAtRest(useView(({ tabs }) => tabs.find((tab) => tab.ref === documentRef)?.nodeId ?? null))
  const workflow = useDocumentPart(documentRef, (document) => document?.workflow)
  const ran = useRunValue(runId, (view) => view.workflow)
  const here = nodeId === null ? undefined : workflow?.nodes.find((node) => node.id === nodeId)
  const there = nodeId === null ? undefined : ran?.nodes.find((node) => node.id === nodeId)
  const node = mode === 'run' ? (there ?? here) : here
  // The canvas comes first: what can be done with hundreds of nodes is found a moment after they are seen to be selected.
  const several = useDeferredValue(useAtRest(useSelectedNodes(documentRef)))
  if (mode === 'edit' && several.length > 1) return <SelectionInspector documentRef={documentRef} ids={several} />
  // Keyed by the mode: going to Run shows what runs, going to Edit what can be set, until the person chooses.
  return (
    <OneInspector
      key={`${mode} ${drawnKey(documentRef)}`}
      {...{ documentRef, runId, mode }}
      node={node}
      editable={here !== undefined}
      ran={there !== undefined}
    />
  )
}

interface OneInspectorProps extends InspectorProps {
  readonly node: WorkflowNode | undefined
  readonly editable: boolean
  /** The run that is shown has this node. */
  readonly ran: boolean
}

/** The chosen tab stays, whether a node is shown or the command. Only a node that is new since the run has nothing but settings to show. */
function OneInspector({ node, editable, ran, ...props }: OneInspectorProps) {
  const [chosen, setChosen] = useState<Chosen>({ tab: props.mode === 'run' ? 'run' : 'settings' })
  const onTab = (tab: TabName) => setChosen({ tab, of: node?.id })
  const isNew = node !== undefined && !ran && chosen.of !== node.id
  const tab = isNew && chosen.tab === 'run' ? 'settings' : chosen.tab
  return node ? (
    <NodeInspector {...props} {...{ node, editable, tab, onTab }} />
  ) : (
    <CommandInspector {...props} {...{ tab, onTab }} />
  )
}

interface Chosen {
  readonly tab: TabName
  /** The node that it was chosen for. */
  readonly of?: string | undefined
}

interface ChosenTab {
  readonly tab: TabName
  onTab(tab: TabName): void
}

interface NodeInspectorProps extends InspectorProps, ChosenTab {
  readonly node: WorkflowNode
  /** The node stands in the draft, and not only in the run. */
  readonly editable: boolean
}

function NodeInspector({ documentRef, runId, mode, node, editable, tab, onTab }: NodeInspectorProps) {
  const kind = useKind(node.kind)
  // By its place in the file: a node that gets another id is the same one, and its field keeps the focus.
  const formKey = useDocumentPart(documentRef, (document) =>
    document?.workflow?.nodes.findIndex(({ id }) => id === node.id),
  )
  return (
    <section className="inspector" data-scope="inspector" data-node={node.id} aria-label={`Node ${titleOfNode(node)}`}>
      <Header node={node} kind={kind}>
        {mode === 'run' && runId !== null && (
          <NodeStateWords runId={runId} nodeId={node.id} ofShownTime={tab === 'run'} />
        )}
        {editable && mode === 'edit' && <TryButtons documentRef={documentRef} node={node} />}
        {(editable || runId !== null) && <NodeMenu node={node} runId={mode === 'run' ? runId : null} />}
      </Header>
      <Tabs tab={tab} onTab={onTab}>
        {tab === 'run' && runId !== null ? (
          <AttemptWords runId={runId} node={node} />
        ) : (
          <span className="tab-aside mono">{node.id}</span>
        )}
      </Tabs>
      <div className="inspector-body" role="tabpanel" aria-label={labelOf(tab)}>
        <Suspense>
          {tab === 'machine' ? (
            <NodeMachine runId={mode === 'run' ? runId : null} node={node} />
          ) : tab === 'run' ? (
            <NodeRun runId={runId} node={node} />
          ) : editable ? (
            <NodeSettings key={formKey} documentRef={documentRef} nodeId={node.id} />
          ) : (
            <p className="inspector-note">
              This node is not in the command any more. The run keeps the version it was started with.
            </p>
          )}
        </Suspense>
      </div>
    </section>
  )
}

function CommandInspector({ documentRef, runId, mode, tab, onTab }: InspectorProps & ChosenTab) {
  const draft = useDocumentPart(documentRef, (document) => document?.workflow)
  const hasFile = useDocumentPart(documentRef, (document) => document?.saved !== undefined)
  const listed = useWorkflow(documentRef)?.name
  const name = useRunValue(runId, ({ state, removed }) => removed?.summary.workflow ?? state.workflow)
  const removed = useRunValue(runId, (run) => run.removed)
  return (
    <section className="inspector" data-scope="inspector" data-node="" aria-label="Command">
      <header className="inspector-head">
        <h2 className="cut">/{draft?.name ?? name ?? listed ?? ''}</h2>
        <span className="inspector-kind">command</span>
      </header>
      <Tabs tab={tab} onTab={onTab} />
      <div className="inspector-body" role="tabpanel" aria-label={labelOf(tab)}>
        <Suspense>
          {tab === 'machine' ? (
            <RunMachine runId={mode === 'run' ? runId : null} />
          ) : tab === 'run' && removed ? (
            <p className="inspector-note">What it did, node by node, was removed. The run stands in the list.</p>
          ) : tab === 'run' ? (
            <RunSummaryView runId={runId} />
          ) : draft ? (
            <WorkflowSettings documentRef={documentRef} />
          ) : hasFile ? (
            <p className="inspector-note">While its file cannot be read, there is nothing to set here.</p>
          ) : (
            <p className="inspector-note">
              The file of this command is not here. The run keeps the version it was started with.
            </p>
          )}
        </Suspense>
      </div>
    </section>
  )
}

interface HeaderProps {
  readonly node: WorkflowNode
  readonly kind: KindDescriptor | undefined
  readonly children: React.ReactNode
}

function Header({ node, kind, children }: HeaderProps) {
  return (
    <header className="inspector-head">
      <span className="inspector-icon">
        <KindIcon name={kind?.icon} size={14} />
      </span>
      {/* Where there is no room for both, the kind goes: its icon says it too. */}
      <span className="inspector-name">
        <h2 className="cut">{titleOfNode(node)}</h2>
        <span className="inspector-kind">{kind?.title.toLowerCase() ?? node.kind}</span>
      </span>
      <span className="inspector-aside">{children}</span>
    </header>
  )
}

interface TabsProps extends ChosenTab {
  readonly children?: React.ReactNode
}

function Tabs({ tab, onTab, children }: TabsProps) {
  return (
    <div className="inspector-tabs">
      <div role="tablist" aria-label="Inspector">
        {TABS.map(([name, label], place) => (
          <button
            key={name}
            type="button"
            role="tab"
            aria-selected={tab === name}
            tabIndex={tab === name ? 0 : -1}
            onClick={() => onTab(name)}
            onKeyDown={(event) => {
              const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
              const next = (place + step + TABS.length) % TABS.length
              if (step === 0) return
              onTab(TABS[next]?.[0] ?? 'settings')
              event.currentTarget.parentElement?.querySelectorAll<HTMLElement>('[role="tab"]')[next]?.focus()
            }}
          >
            {label}
          </button>
        ))}
      </div>
      {children}
    </div>
  )
}
