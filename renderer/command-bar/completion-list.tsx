import { useEffect } from 'react'
import type { CompletionItem } from '#shared/workflow/completion.ts'
import type { Completions } from './completions.ts'

export interface CompletionListProps {
  readonly id: string
  readonly completions: Completions
  readonly active: number
  readonly onPick: (option: CompletionItem) => void
}

/** Stands above the bar, never over the line being typed. */
export function CompletionList({ id, completions, active, onPick }: CompletionListProps) {
  useEffect(() => {
    document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' })
  }, [id, active])
  return (
    <div className="popover completions">
      <div id={id} role="listbox" aria-label={completions.title}>
        {completions.items.map((option, index) => (
          <div
            key={option.insert}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            tabIndex={-1}
            className="option"
            onMouseDown={(event) => {
              // The caret stays in the bar.
              event.preventDefault()
              onPick(option)
            }}
          >
            <span className="mono completion-label">{option.label}</span>
            <span className="meta cut">{option.detail}</span>
          </div>
        ))}
      </div>
    </div>
  )
}
