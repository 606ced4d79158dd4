/** What a command can do, read from its file: for the question whether to keep or to trust it. */
import type { Capabilities } from '#shared/ipc/views/workflow-views.ts'
import { titleOfNode } from '#shared/workflow/title-of-node.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { withTitle } from './with-title.ts'
import './capability-list.css'

export interface CapabilityListProps {
  readonly capabilities: Capabilities
  /** The file, which says what its nodes are called. */
  readonly workflow: Pick<Workflow, 'nodes'> | undefined
}

export function CapabilityList({ capabilities, workflow }: CapabilityListProps) {
  const byId = new Map(workflow?.nodes.map((node) => [node.id, titleOfNode(node)]))
  const named = (ids: readonly string[]) => ids.map((id) => withTitle(id, byId.get(id)))
  return (
    <dl className="capabilities selectable">
      <Capability title="Programs" values={capabilities.programs} none="starts none" />
      <Capability
        title="Hosts"
        values={capabilities.hosts}
        none={capabilities.programs.length === 0 ? 'asks none' : 'asks none itself; a program may ask any'}
      />
      <Capability
        title="Paths"
        values={capabilities.paths}
        none={capabilities.programs.length === 0 ? 'writes none' : 'writes none itself; a program may write any'}
      />
      <Capability title="Models" values={capabilities.models} none="calls none" />
      <Capability title="Tools" values={capabilities.tools} />
      <Capability title="Secrets" values={capabilities.secrets} />
      <Capability title="Commands" values={capabilities.commands} />
      <Capability title="Publishes" values={capabilities.emits} />
      <Capability title="Remembers" values={capabilities.remembers} />
      <Capability title="Waits" values={capabilities.delays} />
      <Capability title="Not known here" values={capabilities.unknown} />
      <Capability title="Unasked once trusted" values={named(capabilities.unasked)} words none="nothing" />
      <Capability title="Begun once trusted" values={capabilities.beginsOn} />
      <Capability title="Passed over once trusted" values={named(capabilities.passedOver)} words />
    </dl>
  )
}

interface CapabilityProps {
  readonly title: string
  readonly values: readonly string[]
  /** They are read, not typed: titles, not code. */
  readonly words?: boolean
  /** What is said where there is nothing; without it the line is left out. */
  readonly none?: string
}

function Capability({ title, values, words = false, none }: CapabilityProps) {
  if (values.length === 0 && none === undefined) return null
  // In a row one could be written so that it reads as two.
  const apart = !words && values.some((value) => /[\s,]/.test(value))
  const shown = apart ? values : [values.join(', ')]
  return (
    <div>
      <dt>{title}</dt>
      {values.length === 0 ? (
        <dd className="hint">{none}</dd>
      ) : (
        shown.map((value) => (
          <dd key={value} className={words ? undefined : 'mono'}>
            {value}
          </dd>
        ))
      )}
    </div>
  )
}
