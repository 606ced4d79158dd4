import { useEffect } from 'react'
import type { CompletionState } from './use-completions.ts'

export interface CompletionListProps {
  readonly id: string
  readonly completion: CompletionState
}

/** Stands above the bar, never over the line being typed. */
export function CompletionList({ id, completion }: CompletionListProps) {
  const { completions, active, accept } = completion
  useEffect(() => {
    document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' })
  }, [id, active])
  return (
    <div className="popover completions">
      <div id={id} role="listbox" aria-label={completions.title}>
        {completions.items.map((item, index) => (
          <div
            key={item.insert}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            tabIndex={-1}
            className="option"
            onMouseDown={(event) => {
              // The caret stays in the bar.
              event.preventDefault()
              accept(item)
            }}
          >
            <span className="mono completion-label">{item.label}</span>
            <span className="meta cut">{item.detail}</span>
          </div>
        ))}
      </div>
    </div>
  )
}
