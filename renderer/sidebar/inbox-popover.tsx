import { Popover } from 'radix-ui'
import { type ReactNode, useRef } from 'react'
import type { InboxItem } from '#shared/ipc/views/run-views.ts'
import { closeOverlay, openOverlay, useOverlay } from '../actions/overlays.ts'
import { focusNode } from '../canvas/walk/focus-node.ts'
import { StateGlyph } from '../glyphs/state-glyph.tsx'
import { atWords, useNow } from '../glyphs/time.ts'
import { leftWords } from '../glyphs/waiting-words.ts'
import { InlineText } from '../parts/inline-text.tsx'
import { useInbox } from '../state/inbox.ts'
import { openRunById } from '../state/start-run.ts'

/** What waits for a person, of all runs; choosing one goes to its node. */
export function InboxPopover({ children }: { readonly children: ReactNode }) {
  const open = useOverlay((overlay) => overlay.open === 'inbox')
  const { items, error } = useInbox()
  const goes = useRef(false)
  const go = ({ runId, nodeId, path }: InboxItem) => {
    goes.current = true
    closeOverlay('inbox')
    focusNode(nodeId)
    void openRunById(runId, nodeId, path)
  }
  return (
    <Popover.Root open={open} onOpenChange={(next) => (next ? openOverlay('inbox') : closeOverlay('inbox'))}>
      <Popover.Trigger asChild>{children}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="popover inbox"
          side="right"
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label="Needs you"
          // The button that opened it has the focus again, except where it goes to a node.
          onCloseAutoFocus={(event) => {
            if (goes.current) event.preventDefault()
            goes.current = false
          }}
        >
          {items.map((item) => (
            <InboxRow key={item.waitId} item={item} onGo={go} />
          ))}
          {items.length === 0 && <p className="inbox-empty">{error ?? 'Nothing needs you.'}</p>}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

interface InboxRowProps {
  readonly item: InboxItem
  onGo(item: InboxItem): void
}

function InboxRow({ item, onGo }: InboxRowProps) {
  const now = useNow(item.dueAt !== undefined, 1_000)
  return (
    <button type="button" className="inbox-row" onClick={() => onGo(item)}>
      <StateGlyph
        state={item.type === 'approval' ? 'needs-approval' : 'needs-answer'}
        size={14}
        label={item.type === 'approval' ? 'Needs approval' : 'Needs answer'}
      />
      <span className="inbox-title">
        <InlineText text={item.title} />
      </span>
      <span className="meta cut">
        /{item.workflow} · {item.nodeTitle ?? item.nodeId}
      </span>
      <span className="inbox-time tabular">
        {item.dueAt ? leftWords({ until: item.dueAt, setAt: item.since }, now) : atWords(item.since)}
      </span>
    </button>
  )
}
