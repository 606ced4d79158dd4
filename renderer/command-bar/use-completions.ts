import { useEffect, useMemo, useState } from 'react'
import type { WorkflowSummary } from '#shared/ipc/views/workflow-views.ts'
import type { CompletionItem } from '#shared/workflow/completion.ts'
import { type Completions, completionsAt } from './completions.ts'

export interface CompletionState {
  readonly open: boolean
  readonly completions: Completions
  /** Index of what Tab or Enter would take; -1 where Enter runs the line. */
  readonly active: number
  accept(item: CompletionItem): void
  dismiss(): void
  /** Returns whether the list took the key. */
  hear(event: React.KeyboardEvent): boolean
}

interface CompletionInput {
  readonly text: string
  readonly caret: number
  readonly focused: boolean
  readonly commands: readonly WorkflowSummary[]
  readonly onAccept: (text: string, caret: number) => void
}

/** The list above the bar: what it holds, which entry is picked, and the keys that move in it. */
export function useCompletions({ text, caret, focused, commands, onAccept }: CompletionInput): CompletionState {
  const [moved, setMoved] = useState(-1)
  const [dismissed, setDismissed] = useState<string | undefined>()
  const completions = useMemo(
    () => completionsAt(text, Math.min(caret, text.length), commands),
    [text, caret, commands],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text is another list
  useEffect(() => setMoved(-1), [text])
  const { items, eager, from, to } = completions
  // Esc closes the list for this text; the next key may open it again.
  const open = focused && dismissed !== text && items.length > 0
  const active = !open ? -1 : moved < 0 && eager ? 0 : Math.min(moved, items.length - 1)

  const accept = (item: CompletionItem) =>
    onAccept(text.slice(0, from) + item.insert + text.slice(to), from + item.insert.length)
  const dismiss = () => setDismissed(text)
  const hear = ({ key, shiftKey, ctrlKey, metaKey }: React.KeyboardEvent): boolean => {
    if (!open) return false
    const picked = items[active]
    if (key === 'ArrowDown') setMoved((active + 1) % items.length)
    else if (key === 'ArrowUp') setMoved(active <= 0 ? items.length - 1 : active - 1)
    else if (key === 'Tab' && !shiftKey)
      accept(picked ?? (items[0] as CompletionItem)) // an open list holds at least one
    else if (key === 'Enter' && !ctrlKey && !metaKey && picked) accept(picked)
    else if (key === 'Escape') dismiss()
    else return false
    return true
  }
  return { open, completions, active, accept, dismiss, hear }
}
