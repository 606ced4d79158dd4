import { TriangleAlert, X } from 'lucide-react'
import { useState } from 'react'
import { useConnection } from '../bridge/connection.ts'
import { IconButton } from '../parts/icon-button.tsx'
import { useSettings } from '../state/settings.ts'
import './lines.css'

/** Says when the other side of the bridge is gone: what is shown may be old, and runs go on without the window. */
export function ConnectionLine() {
  const connection = useConnection()
  if (connection.status === 'lost') {
    return (
      <p className="line-bar you" role="alert">
        <TriangleAlert size={14} aria-hidden="true" />
        Connection lost. Runs go on as long as Slashflow does; trying again.
      </p>
    )
  }
  if (connection.status === 'refused') {
    return (
      <p className="line-bar fail" role="alert">
        <TriangleAlert size={14} aria-hidden="true" />
        {connection.wasOpen
          ? 'Slashflow was started again since. Put the address that it printed into this tab: what you edited stays.'
          : 'This address has no valid token. Open the one that “slashflow serve” printed.'}
      </p>
    )
  }
  return null
}

/** Things that went wrong at the start, one line each, until dismissed. */
export function WarningLine() {
  const warnings = useSettings((state) => state.app?.warnings)
  const [dismissed, setDismissed] = useState<readonly string[]>([])
  const open = (warnings ?? []).filter((warning) => !dismissed.includes(warning))
  return open.map((warning) => (
    <div key={warning} className="line-bar you" role="status">
      <TriangleAlert size={14} aria-hidden="true" />
      <span className="selectable">{warning}</span>
      <IconButton icon={X} label="Dismiss" small onClick={() => setDismissed([...dismissed, warning])} />
    </div>
  ))
}
