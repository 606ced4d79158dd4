import './problems.css'
import type { Problem } from '#shared/workflow/problem.ts'
import { useDocument } from '../state/documents.ts'
import { foldPanel, selectNode } from '../state/view.ts'
import { nodeTitle } from './model/node-title.ts'
import { ProblemMark } from './node/problem-mark.tsx'

/** What is wrong with the draft, errors first; choosing one selects its node. */
export function Problems({ documentRef }: { readonly documentRef: string }) {
  const document = useDocument(documentRef)
  const problems = [...(document?.problems ?? [])].sort((one, other) => rank(one) - rank(other))
  if (problems.length === 0) return <p className="empty">No problems. This command can run.</p>
  const titleFor = ({ nodeId }: Problem): string => {
    if (nodeId === undefined) return 'Command'
    return nodeTitle(document?.workflow?.nodes.find((node) => node.id === nodeId) ?? { id: nodeId })
  }
  const go = ({ nodeId }: Problem) => {
    if (nodeId === undefined) return
    selectNode(nodeId)
    foldPanel('inspector', false)
  }
  return (
    <ul className="problems">
      {problems.map((problem) => (
        <li key={`${problem.code} ${problem.nodeId} ${problem.field} ${problem.edge} ${problem.message}`}>
          <button type="button" className="problem-row" onClick={() => go(problem)}>
            <ProblemMark severity={problem.severity} size={14} />
            <span className="visually-hidden">{problem.severity}:</span>
            <span className="problem-node cut">{titleFor(problem)}</span>
            <span className="selectable problem-text">{problem.message}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

const rank = ({ severity }: Problem): number => (severity === 'error' ? 0 : 1)
