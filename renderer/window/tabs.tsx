import { Workflow, X } from 'lucide-react'
import { type RefObject, useEffect, useRef } from 'react'
import { useKeysOf } from '../actions/shortcuts.ts'
import { focusGraphByPress } from '../canvas/walk/focus-graph-of.ts'
import { describeRun, describeRunStatus } from '../glyphs/describe-node-state.ts'
import { StateGlyph } from '../glyphs/state-glyph.tsx'
import { CommandName } from '../parts/command-name.tsx'
import { useDocumentPart } from '../state/documents.ts'
import { drawnKey } from '../state/drawn-key.ts'
import { useRunList } from '../state/run-list.ts'
import { close, showTab, type Tab, useView } from '../state/view.ts'
import { useWorkflow } from '../state/workflows.ts'
import { PAGE_FACES } from './pages.tsx'
import { TabMenu } from './tab-menu.tsx'

export function Tabs() {
  const tabs = useView((view) => view.tabs)
  const pages = useView((view) => view.pages)
  const shown = useView((view) => view.shown)
  const refs = [...pages, ...tabs.map((tab) => tab.ref)]
  const row = useRef<HTMLDivElement>(null)
  useShownInSight(row, shown)
  useHiddenEnds(row, refs.length)
  const walk = (event: React.KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    const next = step === undefined ? undefined : refs[refs.indexOf(shown ?? '') + step]
    if (event.key === 'Delete' && shown !== null) close(shown)
    if (next === undefined) return
    event.preventDefault()
    showTab(next)
    document.getElementById(tabId(next))?.focus()
  }
  return (
    <div ref={row} className="tabs" role="tablist" aria-label="Open commands" onKeyDown={walk}>
      {pages.map((page) => {
        const { title, icon: Icon } = PAGE_FACES[page]
        return (
          <TabShell key={page} refName={page} shown={shown === page} onClose={() => close(page)}>
            <Icon size={14} aria-hidden="true" />
            <span className="cut">{title}</span>
          </TabShell>
        )
      })}
      {tabs.map((tab) => (
        <CommandTab key={drawnKey(tab.ref)} tab={tab} shown={shown === tab.ref} />
      ))}
    </div>
  )
}

/** Many tabs are wider than their place, and that changes with the buttons beside it. */
function useShownInSight(row: RefObject<HTMLDivElement | null>, shown: string | null): void {
  useEffect(() => {
    if (shown === null || !row.current) return
    const show = () => document.getElementById(tabId(shown))?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    const observer = new ResizeObserver(show)
    observer.observe(row.current)
    show()
    return () => observer.disconnect()
  }, [row, shown])
}

/** Marks the ends behind which there are more tabs; a wheel that goes up and down goes along them. */
function useHiddenEnds(row: RefObject<HTMLDivElement | null>, count: number): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: each tab more or less changes what is hidden
  useEffect(() => {
    const element = row.current
    if (!element) return
    const mark = () => {
      const { scrollLeft, scrollWidth, clientWidth } = element
      element.toggleAttribute('data-more-before', scrollLeft > 1)
      element.toggleAttribute('data-more-after', scrollLeft + clientWidth < scrollWidth - 1)
    }
    const turn = (event: WheelEvent) => {
      if (event.deltaX === 0 && !event.ctrlKey) element.scrollLeft += event.deltaY
    }
    const observer = new ResizeObserver(mark)
    observer.observe(element)
    element.addEventListener('scroll', mark, { passive: true })
    element.addEventListener('wheel', turn, { passive: true })
    mark()
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', mark)
      element.removeEventListener('wheel', turn)
    }
  }, [row, count])
}

const tabId = (ref: string): string => `tab-${ref.replace(/[^\w-]/g, '_')}`

function CommandTab({ tab, shown }: { readonly tab: Tab; readonly shown: boolean }) {
  const draftName = useDocumentPart(tab.ref, (document) => document?.workflow?.name)
  const dirty = useDocumentPart(tab.ref, (document) => document?.dirty === true)
  const summary = useWorkflow(tab.ref)
  const run = useRunList(({ runs }) => (tab.runId === null ? undefined : runs.find((each) => each.runId === tab.runId)))
  const name = draftName ?? summary?.name ?? run?.workflow ?? nameFrom(tab.ref)
  const state =
    run && tab.mode === 'run'
      ? run.waiting > 0
        ? describeRun(run)
        : describeRunStatus(run.status, run.steps.includes('streaming'))
      : undefined
  return (
    <TabShell refName={tab.ref} shown={shown} dirty={dirty} onClose={() => close(tab.ref)}>
      {state ? (
        <StateGlyph state={state.glyph} label={state.word} />
      ) : (
        shown && <Workflow size={14} aria-hidden="true" />
      )}
      <CommandName name={name} />
    </TabShell>
  )
}

interface TabShellProps {
  readonly refName: string
  readonly shown: boolean
  readonly dirty?: boolean
  readonly onClose: () => void
  readonly children: React.ReactNode
}

/** The keyboard closes a tab by Delete or its shortcut; the cross is for the pointer, since a tab holds no second button. */
function TabShell({ refName, shown, dirty = false, onClose, children }: TabShellProps) {
  const keys = useKeysOf('close-tab')
  const close = (event: React.MouseEvent) => {
    event.stopPropagation()
    onClose()
  }
  return (
    <TabMenu refName={refName}>
      <button
        type="button"
        role="tab"
        id={tabId(refName)}
        aria-selected={shown}
        tabIndex={shown ? 0 : -1}
        className={shown ? 'tab shown' : 'tab'}
        onClick={(event) => {
          showTab(refName)
          focusGraphByPress(event, refName)
        }}
        onAuxClick={(event) => event.button === 1 && onClose()}
      >
        {children}
        {dirty && <span className="visually-hidden">, not saved</span>}
        <span
          className={dirty ? 'tab-close dirty' : 'tab-close'}
          aria-hidden="true"
          title={keys === undefined ? 'Close' : `Close (${keys})`}
          onClick={close}
        >
          <X size={12} />
        </span>
      </button>
    </TabMenu>
  )
}

function nameFrom(ref: string): string {
  const last = ref.split(/[\\/:]/).at(-1) ?? ref
  return last.replace(/\.flow\.json$/, '')
}
