import { SlidersHorizontal, Square } from 'lucide-react'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { CallError } from '#shared/ipc/call-error.ts'
import { perform } from '../actions/actions.ts'
import { openOverlay } from '../actions/overlays.ts'
import { keyWords } from '../actions/shortcuts.ts'
import { errorSentence } from '../bridge/bridge.ts'
import { IconButton } from '../parts/icon-button.tsx'
import { Keys } from '../parts/keys.tsx'
import { useRunActive, useRunValue } from '../state/runs.ts'
import { useSettings } from '../state/settings.ts'
import { startLine } from '../state/start-run.ts'
import { foldPanel, useShownTab, useView } from '../state/view.ts'
import { useWorkflows } from '../state/workflows.ts'
import {
  focusCommandBar,
  keepLine,
  refuseLine,
  registerCommandInput,
  typeLine,
  useCommandLine,
  walkHistory,
} from './command-line.ts'
import { CompletionList } from './completion-list.tsx'
import { type Completion, completionsAt, ghostOf } from './completions.ts'
import { Ink } from './ink.tsx'
import { UnfoldButton } from './unfold-button.tsx'
import './command-bar.css'

/** Where commands are typed. `/` completes them and their arguments; Enter runs; Esc closes the list, then means Stop. */
export function CommandBar() {
  const { text, error } = useCommandLine()
  const [caret, setCaret] = useState(0)
  const [focused, setFocused] = useState(false)
  const [dismissed, setDismissed] = useState(false)
  const [active, setActive] = useState(-1)
  const commands = useWorkflows((state) => state.list)
  const input = useRef<HTMLInputElement>(null)
  const ink = useRef<HTMLDivElement>(null)
  const listId = useId()
  useEffect(() => registerCommandInput(input.current), [])

  const completions = useMemo(
    () => completionsAt(text, Math.min(caret, text.length), commands),
    [text, caret, commands],
  )
  const open = focused && !dismissed && completions.options.length > 0
  const picked = open ? completions.options[active < 0 && completions.eager ? 0 : active] : undefined
  const ghost = caret === text.length ? ghostOf(text, commands) : ''

  const followCaret = () => setCaret(input.current?.selectionStart ?? 0)
  const type = (next: string, at = next.length) => {
    typeLine(next)
    setCaret(at)
    setActive(-1)
    setDismissed(false)
  }
  const accept = (option: Completion) => {
    const next = text.slice(0, completions.from) + option.insert + text.slice(completions.to)
    const at = completions.from + option.insert.length
    type(next, at)
    requestAnimationFrame(() => input.current?.setSelectionRange(at, at))
  }
  const run = () => {
    setDismissed(true)
    void runLine(text)
  }
  const hear = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const { key } = event
    const moving = key === 'ArrowDown' || key === 'ArrowUp'
    if (moving && open && !(key === 'ArrowUp' && active < 0))
      setActive(moved(active < 0 && completions.eager ? 0 : active, key, completions.options.length))
    else if (moving && open) setActive(completions.options.length - 1)
    else if (moving && walkHistory(key === 'ArrowUp' ? -1 : 1)) setDismissed(true)
    else if (key === 'Tab' && !event.shiftKey && open)
      accept(picked ?? (completions.options[0] as Completion)) // `open` means there is one
    else if (key === 'Enter' && (event.ctrlKey || event.metaKey)) openForm()
    else if (key === 'Enter' && picked && picked.insert.trim() !== text.slice(completions.from, completions.to))
      accept(picked)
    else if (key === 'Enter') run()
    else if (key === 'Escape' && open) setDismissed(true)
    else if (key === 'Escape' && text === '' && perform('stop')) return event.preventDefault()
    else if (key === 'Escape' && !perform('stop')) type('')
    else return
    event.preventDefault()
  }

  return (
    <div className="command-bar-slot">
      {error && <Refusal />}
      <div className={error ? 'command-bar refused' : 'command-bar'}>
        {open && (
          <CompletionList
            id={listId}
            completions={completions}
            active={picked ? completions.options.indexOf(picked) : -1}
            onPick={accept}
          />
        )}
        <div className="command-text">
          <div ref={ink} className="command-ink mono" aria-hidden="true">
            <Ink text={text} ghost={ghost} />
          </div>
          <input
            ref={input}
            className="command-input mono"
            role="combobox"
            aria-label="Command"
            aria-expanded={open}
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={picked ? `${listId}-${completions.options.indexOf(picked)}` : undefined}
            aria-invalid={error !== undefined}
            aria-describedby={error ? 'command-refusal' : undefined}
            placeholder="Type / for a command"
            spellCheck={false}
            autoComplete="off"
            autoCapitalize="off"
            value={text}
            onChange={(event) => type(event.target.value, event.target.selectionStart ?? event.target.value.length)}
            onKeyDown={hear}
            onSelect={followCaret}
            onScroll={() =>
              ink.current && (ink.current.style.transform = `translateX(${-(input.current?.scrollLeft ?? 0)}px)`)
            }
            onFocus={() => setFocused(true)}
            onBlur={() => setFocused(false)}
          />
        </div>
        <BarEnd text={text} />
      </div>
    </div>
  )
}

function moved(active: number, key: string, count: number): number {
  return (active + (key === 'ArrowDown' ? 1 : -1) + count) % count
}

function openForm(): void {
  openOverlay('run-form')
}

async function runLine(line: string): Promise<void> {
  const typed = line.trim()
  if (typed === '') return
  if (!typed.startsWith('/')) return refuseLine(`This bar runs commands, and they begin with “/”. Press / to see them.`)
  try {
    await startLine(typed)
    keepLine(typed)
  } catch (error) {
    if (error instanceof CallError) refuseLine(error.message, error.problems)
    else refuseLine(errorSentence(error))
  }
}

/** Why the line was not run, where it was typed. */
function Refusal() {
  const error = useCommandLine((line) => line.error)
  if (!error) return null
  const more = error.problems.filter((problem) => !error.message.includes(problem.message))
  return (
    <div id="command-refusal" className="command-refusal" role="alert">
      <p className="selectable">{error.message}</p>
      {more.map((problem) => (
        <p key={`${problem.code} ${problem.message}`} className="selectable">
          {problem.message}
        </p>
      ))}
    </div>
  )
}

function BarEnd({ text }: { readonly text: string }) {
  const tab = useShownTab()
  const running = useRunActive(tab?.runId ?? null)
  const stopping = useRunValue(tab?.runId ?? null, ({ state }) => state.status === 'stopping')
  const folded = useView((view) => view.folded.bottom && view.shown !== 'runs')
  const isCommand = text.trimStart().startsWith('/')
  return (
    <span className="command-end">
      {isCommand && text.trim() !== '/' && (
        <>
          <span className="hint">Enter to run</span>
          <IconButton
            icon={SlidersHorizontal}
            label="Fill in its form"
            keys={keyWords('mod+enter')}
            side="top"
            small
            onMouseDown={(event) => event.preventDefault()}
            onClick={openForm}
          />
        </>
      )}
      {!running && text === '' && <FolderHint />}
      {!running && text === '' && (
        <button type="button" className="key-button" aria-label="Show the commands" onClick={offerSlash}>
          <Keys keys="/" />
        </button>
      )}
      {running && (
        <button type="button" className="button stop-button" disabled={stopping} onClick={() => perform('stop')}>
          <Square size={10} fill="currentColor" aria-hidden="true" />
          {stopping ? 'Stopping' : 'Stop'}
          <Keys keys="Esc" />
        </button>
      )}
      {folded && <UnfoldButton />}
    </span>
  )
}

function offerSlash(): void {
  typeLine('/')
  requestAnimationFrame(focusCommandBar)
}

/** Commands that work on files need a folder; the others do not. */
function FolderHint() {
  const settings = useSettings((state) => state.settings)
  if (!settings || settings.workspace !== '') return null
  const choose = () => {
    foldPanel('sidebar', false)
    openOverlay('workspace')
  }
  return (
    <button type="button" className="button small quiet" onClick={choose}>
      Choose a folder for commands that need one
    </button>
  )
}
