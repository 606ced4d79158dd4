import { useEffect, useId, useRef, useState } from 'react'
import { CallError } from '#shared/ipc/call-error.ts'
import { perform } from '../actions/action-list.ts'
import { openOverlay } from '../actions/overlays.ts'
import { startTyped } from '../actions/run-command.ts'
import { errorSentence } from '../bridge/bridge.ts'
import { useWorkflows } from '../state/workflows.ts'
import { BarEnd } from './bar-end.tsx'
import { keepLine, refuseLine, registerCommandInput, typeLine, useCommandLine, walkHistory } from './command-line.ts'
import { CompletionList } from './completion-list.tsx'
import { callIn, ghostOf } from './completions.ts'
import { Ink } from './ink.tsx'
import { useCompletions } from './use-completions.ts'
import './command-bar.css'

/** Where commands are typed. `/` completes them and their arguments; Enter runs; Esc closes the list, then means Stop. */
export function CommandBar() {
  const { text, error } = useCommandLine()
  const [caret, setCaret] = useState(0)
  const [focused, setFocused] = useState(false)
  const commands = useWorkflows((state) => state.list)
  const input = useRef<HTMLInputElement>(null)
  const ink = useRef<HTMLDivElement>(null)
  const listId = useId()
  useEffect(() => registerCommandInput(input.current), [])

  const type = (next: string, at = next.length) => {
    typeLine(next)
    setCaret(at)
    // After React has written the text; a caret that stands there already does not move.
    requestAnimationFrame(() => input.current?.setSelectionRange(at, at))
  }
  const completion = useCompletions({ text, caret, focused, commands, onAccept: type })
  const hear = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    // The slash was the key of the list, and goes with it.
    if (event.key === 'Escape' && completion.open && text === '/') {
      event.preventDefault()
      return type('')
    }
    if (completion.hear(event) || hearLine(event, type, completion.dismiss)) event.preventDefault()
  }
  const scrollInk = () => {
    if (ink.current) ink.current.style.transform = `translateX(${-(input.current?.scrollLeft ?? 0)}px)`
  }
  return (
    <div className="command-bar-slot">
      {error && <Refusal />}
      <div className={error ? 'command-bar refused' : 'command-bar'}>
        {completion.open && <CompletionList id={listId} completion={completion} />}
        <div className="command-text">
          <div ref={ink} className="command-ink mono" aria-hidden="true">
            <Ink
              text={text}
              ghost={caret >= text.length ? ghostOf(text, commands) : ''}
              parameters={callIn(text, commands)?.command.parameters ?? []}
            />
          </div>
          <input
            ref={input}
            className="command-input mono"
            role="combobox"
            aria-label="Command"
            aria-expanded={completion.open}
            aria-controls={completion.open ? listId : undefined}
            aria-autocomplete="list"
            aria-activedescendant={completion.active >= 0 ? `${listId}-${completion.active}` : undefined}
            aria-invalid={error !== undefined}
            aria-describedby={error ? 'command-refusal' : undefined}
            placeholder="Type / for a command"
            spellCheck={false}
            autoComplete="off"
            autoCapitalize="off"
            value={text}
            onChange={(event) => type(event.target.value, event.target.selectionStart ?? event.target.value.length)}
            onKeyDown={hear}
            onSelect={() => setCaret(input.current?.selectionStart ?? 0)}
            onScroll={scrollInk}
            onFocus={() => setFocused(true)}
            onBlur={() => setFocused(false)}
          />
        </div>
        <BarEnd text={text} />
      </div>
    </div>
  )
}

/** Keys that are not the list's. Returns whether the key was taken. */
function hearLine(event: React.KeyboardEvent, type: (text: string) => void, dismiss: () => void): boolean {
  switch (event.key) {
    case 'ArrowUp':
    case 'ArrowDown': {
      const walked = walkHistory(event.key === 'ArrowUp' ? -1 : 1)
      if (walked) dismiss()
      return walked
    }
    case 'Enter':
      dismiss()
      if (event.ctrlKey || event.metaKey) openOverlay('run-form')
      else void runLine(useCommandLine.getState().text)
      return true
    case 'Escape':
      if (!perform('stop')) type('')
      return true
    default:
      return false
  }
}

/** Whose start is not answered yet: it still stands in the bar, and a second Enter would run it twice, or with what is typed behind it. */
let starting = ''

async function runLine(line: string): Promise<void> {
  const typed = line.trim()
  if (typed === '' || (starting !== '' && typed.startsWith(starting))) return
  if (!typed.startsWith('/')) return refuseLine('This bar runs commands, and they begin with “/”. Type / to see them.')
  starting = typed
  try {
    await startTyped(typed)
    keepLine(typed)
  } catch (error) {
    refuseLine(errorSentence(error), error instanceof CallError ? error.problems : [])
  } finally {
    starting = ''
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
