import { titleOfNode } from '#shared/workflow/title-of-node.ts'
import './problems.css'
import { useEffect, useRef } from 'react'
import type { Problem } from '#shared/workflow/problem.ts'
import { edgeSource } from '#shared/workflow/workflow.ts'
import { sentenceOf } from '../parts/problem-words.ts'
import { askField } from '../state/asked-field.ts'
import { useDocument } from '../state/documents.ts'
import { goToNode } from '../state/go-to-node.ts'
import { tellOfNode } from '../state/quiet-fields.ts'
import { foldPanel, selectNode } from '../state/view.ts'
import { mend } from './mend.ts'
import { ProblemMark } from './node/problem-mark.tsx'
import { focusNode } from './walk/focus-node.ts'

/** More are no list that one reads, and slow to draw: a file of 10,000 nodes may have as many. */
const MOST_SHOWN = 200

const RANK: Readonly<Record<Problem['severity'], number>> = { error: 0, warning: 1, hint: 2 }
const WORDS: Readonly<Record<Problem['severity'], string>> = { error: 'Error', warning: 'Warning', hint: 'Hint' }

/** What is wrong with the draft, errors first; choosing one goes to its node, and what can be mended has a button for it. */
export function Problems({ documentRef }: { readonly documentRef: string }) {
  const document = useDocument(documentRef)
  const list = useRef<HTMLUListElement>(null)
  const none = useRef<HTMLParagraphElement>(null)
  const mended = useRef<number | null>(null)
  const problems = [...(document?.problems ?? [])].sort((one, other) => RANK[one.severity] - RANK[other.severity])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the row that had the focus is gone with the new list; the one in its place has it
  useEffect(() => {
    if (mended.current === null) return
    const rows = list.current?.querySelectorAll<HTMLElement>('.problem-row')
    const next = rows?.[Math.min(mended.current, rows.length - 1)]
    ;(next ?? none.current)?.focus()
    mended.current = null
  }, [document?.problems])
  // Not read yet, or not to be read: nothing is known of it.
  if (!document?.workflow && problems.length === 0) return null
  if (problems.length === 0)
    return (
      <p ref={none} className="empty" tabIndex={-1}>
        No problems. This command can run.
      </p>
    )
  const nodeOf = ({ nodeId, edge }: Problem): string | undefined => {
    const from = document?.workflow?.edges[edge ?? -1]
    return nodeId ?? (from && edgeSource(from).node)
  }
  const titleFor = (problem: Problem): string => {
    const node = document?.workflow?.nodes.find(({ id }) => id === nodeOf(problem))
    return node ? titleOfNode(node) : (problem.nodeId ?? 'Command')
  }
  const go = (problem: Problem) => {
    const { nodeId, field } = problem
    const at = nodeOf(problem)
    if (at === undefined) selectNode(null)
    else goToNode(at)
    foldPanel('inspector', false)
    if (nodeId !== undefined) tellOfNode(documentRef, nodeId)
    if (nodeId !== undefined && field !== undefined) askField({ nodeId, field })
    else if (at !== undefined) focusNode(at)
  }
  return (
    <ul className="problems" ref={list}>
      {problems.slice(0, MOST_SHOWN).map((problem, index) => (
        <li key={`${problem.code} ${problem.nodeId} ${problem.field} ${problem.edge} ${problem.message}`}>
          <button type="button" className="problem-row" onClick={() => go(problem)}>
            <ProblemMark severity={problem.severity} size={14} />
            <span className="visually-hidden">{WORDS[problem.severity]}:</span>
            <span className="problem-node cut">{titleFor(problem)}</span>
            <span className="selectable problem-text">
              {problem.nodeId !== undefined && problem.field !== undefined && <code>{problem.field}</code>}{' '}
              {sentenceOf(problem)}
            </span>
          </button>
          {problem.fixes && problem.fixes.length > 0 && (
            <span className="problem-fixes">
              {problem.fixes.slice(0, 2).map((fix) => (
                <button
                  key={fix.label}
                  type="button"
                  className="button small"
                  aria-label={`${fix.label}: ${titleFor(problem)}`}
                  onClick={() => {
                    if (mend(documentRef, fix)) mended.current = index
                  }}
                >
                  {fix.label}
                </button>
              ))}
            </span>
          )}
        </li>
      ))}
      {problems.length > MOST_SHOWN && (
        <li className="empty">{(problems.length - MOST_SHOWN).toLocaleString('en')} more, once these are mended.</li>
      )}
    </ul>
  )
}
