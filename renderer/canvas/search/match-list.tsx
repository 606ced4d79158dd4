import { useEffect, useRef } from 'react'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { useKinds } from '../../state/kinds.ts'
import { excerptOf, type Match } from '../edit/search.ts'
import { listedTitle } from '../model/listed-title.ts'
import { fieldWords } from './field-words.ts'

export interface MatchListProps {
  readonly matches: readonly Match[]
  readonly current: number
  readonly workflow: Workflow
  onPick(index: number): void
}

/** More rows than that nobody reads; the next ones come with the count. */
const MOST_ROWS = 200

export function MatchList({ matches, current, workflow, onPick }: MatchListProps) {
  const list = useRef<HTMLUListElement>(null)
  // A newer browser answers with a promise, which would be taken for the way to clean up.
  useEffect(() => void list.current?.children[current]?.scrollIntoView({ block: 'nearest' }), [current])
  const kinds = useKinds(({ catalog }) => catalog)
  const nodes = new Map(workflow.nodes.map((node) => [node.id, { node, kind: kinds.get(node.kind) }]))
  return (
    <ul ref={list} className="match-list" aria-label="Found">
      {matches.slice(0, MOST_ROWS).map((match, index) => {
        const { before, found, after } = excerptOf(match)
        const { node, kind } = nodes.get(match.nodeId) ?? {}
        return (
          <li key={`${match.nodeId} ${match.place} ${match.path.join('.')} ${match.start}`}>
            <button
              type="button"
              className="match-row"
              aria-current={index === current ? 'true' : undefined}
              onClick={() => onPick(index)}
            >
              <span className="cut">{node && listedTitle(node, kind)}</span>
              <span className="meta cut">{fieldWords(match, kind?.configSchema)}</span>
              <span className="mono cut">
                {before}
                <mark>{found}</mark>
                {after}
              </span>
            </button>
          </li>
        )
      })}
      {matches.length > MOST_ROWS && <li className="meta match-more">and {matches.length - MOST_ROWS} more</li>}
    </ul>
  )
}
