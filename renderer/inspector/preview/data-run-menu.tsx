/** Which run the data is from: when it was, and a menu of the others. */
import { Check, ChevronDown } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { RunSummary } from '#shared/ipc/views/run-views.ts'
import { asText } from '#shared/workflow/as-text.ts'
import { describeRun } from '../../glyphs/describe-node-state.ts'
import { StateGlyph } from '../../glyphs/state-glyph.tsx'
import { atWords } from '../../glyphs/time.ts'
import { chooseDataRun, useDataRun, useDataRunChoices } from '../../state/data-run.ts'

export function DataRunMenu({ documentRef }: { readonly documentRef: string }) {
  const { runs, chosen } = useDataRunChoices(documentRef)
  const run = useDataRun(documentRef)
  if (!run || runs.length === 0) return null
  const at = atWords(run.state.startedAt)
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger
        className="data-run"
        aria-label={`Data of the ${chosen ? 'chosen' : 'last'} run, ${at}. Choose another`}
      >
        {at}
        <ChevronDown size={10} aria-hidden="true" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="popover menu data-run-list" align="end" sideOffset={4} collisionPadding={8}>
          <DropdownMenu.Label className="option-group">Use the data of</DropdownMenu.Label>
          <DropdownMenu.Item className="option" onSelect={() => chooseDataRun(documentRef, undefined)}>
            The last run, whichever it is
            {chosen === undefined && <Check className="end" size={12} aria-label="chosen" />}
          </DropdownMenu.Item>
          {runs.map((summary) => (
            <RunItem
              key={summary.runId}
              summary={summary}
              chosen={chosen === summary.runId}
              onSelect={() => chooseDataRun(documentRef, summary.runId)}
            />
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

interface RunItemProps {
  readonly summary: RunSummary
  readonly chosen: boolean
  onSelect(): void
}

function RunItem({ summary, chosen, onSelect }: RunItemProps) {
  const { glyph, word } = describeRun(summary)
  const args = Object.entries(summary.args)
    .map(([name, value]) => `${name}=${asText(value)}`)
    .join(' ')
  return (
    <DropdownMenu.Item className="option" onSelect={onSelect}>
      <StateGlyph state={glyph} size={12} />
      {atWords(summary.startedAt)}
      <span className="meta cut">{args === '' ? word.toLowerCase() : args}</span>
      {chosen && <Check className="end" size={12} aria-label="chosen" />}
    </DropdownMenu.Item>
  )
}
