/** Search and replace in the graph: a small bar over the canvas, with what was found below it. */
import { CaseSensitive, ChevronDown, ChevronRight, ChevronUp, Regex, WholeWord, X } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { keyWords } from '../../actions/key-words.ts'
import { IconButton } from '../../parts/icon-button.tsx'
import { Tip } from '../../parts/tip.tsx'
import { selectNode } from '../../state/view.ts'
import { type Match, matchesIn, patternOf } from '../edit/search.ts'
import { MatchList } from './match-list.tsx'
import { replaceAll, replaceOne } from './replace-in.ts'
import { closeSearch, setHits, setQuery, setReplacement, useSearch } from './search-state.ts'
import './search-bar.css'

export interface SearchBarProps {
  readonly documentRef: string
  readonly workflow: Workflow
  readonly editable: boolean
}

export function SearchBar(props: SearchBarProps) {
  const open = useSearch((search) => search.open)
  return open ? <OpenBar {...props} /> : null
}

const NO_MATCHES: readonly Match[] = []

function OpenBar({ documentRef, workflow, editable }: SearchBarProps) {
  const { query, replacement, replacing, asked } = useSearch()
  const field = useRef<HTMLInputElement>(null)
  const [at, setAt] = useState(-1)
  const pattern = useMemo(() => patternOf(query), [query])
  const matches = useMemo(
    () => (pattern && 'pattern' in pattern ? matchesIn(workflow, pattern.pattern) : NO_MATCHES),
    [pattern, workflow],
  )
  const current = Math.min(at, matches.length - 1)
  // The person asked for the bar a moment ago, so its field takes the caret.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time it is asked for
  useEffect(() => void field.current?.select(), [asked])
  useEffect(() => setHits(new Set(matches.map(({ nodeId }) => nodeId))), [matches])
  useEffect(() => closeSearch, [])

  const goTo = (index: number) => {
    const next = matches.length === 0 ? -1 : (index + matches.length) % matches.length
    setAt(next)
    const match = matches[next]
    if (match) selectNode(match.nodeId)
  }
  const replaces = pattern && 'pattern' in pattern && { pattern: pattern.pattern, to: replacement, regex: query.regex }
  /** What is replaced was seen before. */
  const replaceShown = () => {
    if (current < 0) goTo(0)
    else if (replaces) setAt(replaceOne(documentRef, matches, current, replaces))
  }
  const hearKeys = (event: React.KeyboardEvent) => {
    if (event.key === 'Escape') closeSearch()
    else if (event.key === 'Enter' && event.target === field.current) goTo(event.shiftKey ? current - 1 : current + 1)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const problem = pattern && 'problem' in pattern ? pattern.problem : undefined
  return (
    <search className="search-bar" aria-label="Search in the graph" data-scope="window" onKeyDown={hearKeys}>
      <div className="search-row">
        {editable && (
          <IconButton
            icon={replacing ? ChevronDown : ChevronRight}
            label={replacing ? 'Only search' : 'Replace too'}
            aria-expanded={replacing}
            onClick={() => useSearch.setState({ replacing: !replacing })}
          />
        )}
        <input
          ref={field}
          className="input"
          placeholder="Search titles, ids and settings"
          aria-label="Search for"
          aria-invalid={problem !== undefined}
          spellCheck={false}
          value={query.text}
          onChange={(event) => {
            setQuery({ text: event.target.value })
            setAt(-1)
          }}
        />
        <Switch icon={CaseSensitive} label="Match case" name="matchCase" />
        <Switch icon={WholeWord} label="Whole words" name="wholeWord" />
        <Switch icon={Regex} label="Regular expression" name="regex" />
        <Steps query={query.text} current={current} count={matches.length} onGo={goTo} />
        <IconButton icon={X} label="Close" keys="Esc" onClick={closeSearch} />
      </div>
      {editable && replacing && (
        <ReplaceRow
          none={matches.length === 0}
          onOne={replaceShown}
          onAll={() => replaces && replaceAll(documentRef, matches, replaces)}
        />
      )}
      {problem && (
        <p className="wrong search-problem" role="alert">
          {problem}
        </p>
      )}
      {matches.length > 0 && <MatchList matches={matches} current={current} workflow={workflow} onPick={goTo} />}
    </search>
  )
}

interface StepsProps {
  readonly query: string
  /** Index of the match that is shown; -1 before the first step. */
  readonly current: number
  readonly count: number
  onGo(index: number): void
}

/** How many there are, and the way from one to the next. */
function Steps({ query, current, count, onGo }: StepsProps) {
  return (
    <>
      <span className="search-count tabular" role="status">
        {query === '' ? '' : count === 0 ? 'Nothing' : `${current < 0 ? '' : `${current + 1} of `}${count}`}
      </span>
      <IconButton
        icon={ChevronUp}
        label="Previous"
        keys="⇧ Enter"
        disabled={count === 0}
        onClick={() => onGo(current - 1)}
      />
      <IconButton
        icon={ChevronDown}
        label="Next"
        keys="Enter"
        disabled={count === 0}
        onClick={() => onGo(current + 1)}
      />
    </>
  )
}

interface ReplaceRowProps {
  /** Nothing is found. */
  readonly none: boolean
  onOne(): void
  onAll(): void
}

function ReplaceRow({ none, onOne, onAll }: ReplaceRowProps) {
  const replacement = useSearch((search) => search.replacement)
  const hearEnter = (event: React.KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    if (event.ctrlKey || event.metaKey) onAll()
    else onOne()
  }
  return (
    <div className="search-row replace-row">
      <input
        className="input"
        placeholder="Replace with"
        aria-label="Replace with"
        spellCheck={false}
        value={replacement}
        onChange={(event) => setReplacement(event.target.value)}
        onKeyDown={hearEnter}
      />
      <Tip label="Replace the one that is shown" keys="Enter">
        <button type="button" className="button" disabled={none} onClick={onOne}>
          Replace
        </button>
      </Tip>
      <Tip label="Replace all, as one step" keys={keyWords('mod+enter')}>
        <button type="button" className="button" disabled={none} onClick={onAll}>
          Replace all
        </button>
      </Tip>
    </div>
  )
}

interface SwitchProps {
  readonly icon: typeof X
  readonly label: string
  readonly name: 'matchCase' | 'wholeWord' | 'regex'
}

function Switch({ icon, label, name }: SwitchProps) {
  const on = useSearch((search) => search.query[name])
  return <IconButton icon={icon} label={label} aria-pressed={on} onClick={() => setQuery({ [name]: !on })} />
}
