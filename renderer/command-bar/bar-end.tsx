import { SlidersHorizontal } from 'lucide-react'
import { chooseFolder } from '../actions/choose-folder.ts'
import { keyWords } from '../actions/key-words.ts'
import { openOverlay } from '../actions/overlays.ts'
import { IconButton } from '../parts/icon-button.tsx'
import { ActionKeys } from '../parts/keys.tsx'
import { useRunActive } from '../state/runs.ts'
import { useSettings } from '../state/settings.ts'
import { isPage, useShownTab, useView } from '../state/view.ts'
import { offerLine } from './command-line.ts'
import { RunButtons } from './run-buttons.tsx'
import { UnfoldButton } from './unfold-button.tsx'

/** What can be done with the line, and the one Stop button while the shown run is active. */
export function BarEnd({ text }: { readonly text: string }) {
  const tab = useShownTab()
  const running = useRunActive(tab?.runId ?? null)
  const folded = useView((view) => view.folded.bottom && !isPage(view.shown))
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
            onClick={() => openOverlay('run-form')}
          />
        </>
      )}
      {!running && text === '' && <FolderHint />}
      {!running && text === '' && (
        <button type="button" className="key-button" aria-label="Show the commands" onClick={() => offerLine('/')}>
          <ActionKeys action="command-bar" />
        </button>
      )}
      {running && tab?.runId != null && <RunButtons runId={tab.runId} />}
      {folded && <UnfoldButton />}
    </span>
  )
}

/** Commands that work on files need a folder; the others do not. */
function FolderHint() {
  const settings = useSettings((state) => state.settings)
  if (settings?.workspace !== '') return null
  return (
    <button type="button" className="button small quiet folder-hint" onClick={chooseFolder}>
      <span className="cut">Choose a folder for commands that need one</span>
    </button>
  )
}
