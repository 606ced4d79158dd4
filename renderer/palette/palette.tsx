import { Command } from 'cmdk'
import { CornerDownRight, Workflow } from 'lucide-react'
import { Dialog } from 'radix-ui'
import { useMemo, useState } from 'react'
import { flushSync } from 'react-dom'
import { closeOverlay, openOverlay, useOverlay } from '../actions/overlays.ts'
import { argsLine } from '../command-bar/command-line.ts'
import { describeRun } from '../glyphs/describe-node-state.ts'
import { StateGlyph } from '../glyphs/state-glyph.tsx'
import { atWords } from '../glyphs/time.ts'
import { CommandName } from '../parts/command-name.tsx'
import { useFocusBack } from '../parts/focus-back.ts'
import { ActionKeys } from '../parts/keys.tsx'
import { useRunList } from '../state/run-list.ts'
import { useWorkflows } from '../state/workflows.ts'
import { actionEntries, commandEntries, type Entry, runEntries } from './entries.ts'
import { rank } from './rank.ts'
import { noteRecent, recentEntries } from './recent.ts'
import './palette.css'

const RECENT_SHOWN = 5
/** What was chosen of late comes before what fits as well, never before what fits better. */
const RECENT_AHEAD = 0.05

const LABEL = 'Search commands, runs and actions'

/** Everything by name: commands, runs, and what the window can do. */
export function Palette() {
  const open = useOverlay((overlay) => overlay.open === 'palette')
  const [search, setSearch] = useState('')
  const giveFocusBack = useFocusBack(open)
  return (
    <Dialog.Root open={open} onOpenChange={(next) => (next ? openOverlay('palette') : closeOverlay('palette'))}>
      <Dialog.Portal>
        <Dialog.Overlay className="scrim" />
        <Dialog.Content className="dialog palette" aria-describedby={undefined} onCloseAutoFocus={giveFocusBack}>
          <Dialog.Title className="visually-hidden">{LABEL}</Dialog.Title>
          <Command label={LABEL} loop filter={howWell}>
            <Command.Input placeholder={LABEL} value={search} onValueChange={setSearch} />
            <Command.List>
              <Command.Empty>Nothing of that name.</Command.Empty>
              {open && <Entries search={search.trim()} onChosen={() => setSearch('')} />}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** The first keyword is the name. */
function howWell(key: string, search: string, [name = '', ...words]: readonly string[] = []): number {
  const fits = rank(search, name, words)
  return fits > 0 && recentEntries().includes(key) ? fits + RECENT_AHEAD : fits
}

interface EntriesProps {
  readonly search: string
  onChosen(): void
}

function Entries({ search, onChosen }: EntriesProps) {
  const searching = search !== ''
  const workflows = useWorkflows((state) => state.list)
  const runs = useRunList((state) => state.runs)
  const groups = useMemo(
    () => ({ Commands: commandEntries(workflows), Actions: actionEntries(), Runs: runEntries(runs) }),
    [workflows, runs],
  )
  const recent = useMemo(() => {
    const all = Object.values(groups).flat()
    const known = recentEntries().flatMap((key) => all.find((entry) => entry.key === key && works(entry)) ?? [])
    return searching ? [] : known.slice(0, RECENT_SHOWN)
  }, [groups, searching])
  const choose = (entry: Entry) => {
    noteRecent(entry.key)
    // At once: while it is open it keeps the focus, which the deed may want elsewhere.
    flushSync(() => closeOverlay('palette'))
    onChosen()
    entry.choose()
  }
  // What cannot be done now is shown to whoever looks for it.
  const isListed = (entry: Entry) => (searching || works(entry)) && !recent.includes(entry)
  const listed = Object.entries(groups).map(([heading, entries]) => [heading, entries.filter(isListed)] as const)
  // cmdk sorts the entries of a group, but not the groups: a run that fits badly must not stand before the command that is meant.
  const inOrder = searching ? listed.sort(([, a], [, b]) => bestFit(b, search) - bestFit(a, search)) : listed
  return [['Recent', recent] as const, ...inOrder]
    .filter(([, entries]) => entries.length > 0)
    .map(([heading, entries]) => (
      <Command.Group key={heading} heading={heading}>
        {entries.map((entry) => (
          <EntryRow key={entry.key} entry={entry} onChoose={choose} />
        ))}
      </Command.Group>
    ))
}

const bestFit = (entries: readonly Entry[], search: string): number =>
  Math.max(0, ...entries.filter(works).map(({ key, name, words }) => howWell(key, search, [name, ...words])))

const works = ({ of }: Entry): boolean => of.type !== 'action' || of.whyNot === undefined

function EntryRow({ entry, onChoose }: { readonly entry: Entry; onChoose(entry: Entry): void }) {
  return (
    <Command.Item
      value={entry.key}
      keywords={[entry.name, ...entry.words]}
      disabled={!works(entry)}
      onSelect={() => onChoose(entry)}
      className="option"
    >
      <EntryFace entry={entry} />
    </Command.Item>
  )
}

function EntryFace({ entry: { of } }: { readonly entry: Entry }) {
  switch (of.type) {
    case 'command':
      return (
        <>
          <Workflow size={14} aria-hidden="true" />
          <CommandName name={of.workflow.name} />
          <span className="meta cut">{of.workflow.title}</span>
        </>
      )
    case 'action': {
      const Icon = of.action.icon ?? CornerDownRight
      return (
        <>
          <Icon size={14} aria-hidden="true" />
          <span className="option-name cut">{of.action.label}</span>
          {of.whyNot !== undefined && <span className="meta why-not">{of.whyNot}</span>}
          <span className="end">
            <ActionKeys action={of.action.id} />
          </span>
        </>
      )
    }
    case 'run': {
      const { glyph, word } = describeRun(of.run)
      return (
        <>
          <StateGlyph state={glyph} size={12} label={word} />
          <CommandName name={of.run.workflow} />
          <span className="meta mono cut">{argsLine(of.run.args)}</span>
          <span className="end tabular">{atWords(of.run.startedAt)}</span>
        </>
      )
    }
  }
}
