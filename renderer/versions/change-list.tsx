import type { FieldChange, WorkflowDiff } from '#shared/workflow/diff.ts'
import type { KindCatalog } from '#shared/workflow/kind-descriptor.ts'
import { DEFAULT_PORT } from '#shared/workflow/workflow.ts'
import { DIFF_SIGNS, type DiffMark } from '../canvas/diff-marks.ts'
import { listedTitle } from '../canvas/model/listed-title.ts'
import { useKinds } from '../state/kinds.ts'
import { changeTab, useView } from '../state/view.ts'
import { BeforeAfter } from './before-after.tsx'
import type { ComparedWorkflows } from './comparison.ts'

interface ChangeListProps {
  readonly compared: ComparedWorkflows
  readonly diff: WorkflowDiff
  readonly documentRef: string
}

interface Change {
  readonly key: string
  readonly mark: DiffMark
  readonly title: string
  readonly fields: readonly FieldChange[]
  /** Where it is one of a node. */
  readonly nodeId?: string
}

/** Every change of a comparison, one a row; that of the selected node shows its fields, before and after. */
export function ChangeList({ compared, diff, documentRef }: ChangeListProps) {
  const selected = useView(({ tabs }) => tabs.find((tab) => tab.ref === documentRef)?.nodeId ?? null)
  const kinds = useKinds(({ catalog }) => catalog)
  const changes = changesOf(compared, diff, kinds)
  if (changes.length === 0) return null
  return (
    <ul className="changes" aria-label="Changes">
      {changes.map((change) => (
        <li key={change.key}>
          <ChangeRow
            change={change}
            open={change.nodeId === undefined ? change.fields.length > 0 : change.nodeId === selected}
            onSelect={() => change.nodeId !== undefined && changeTab(documentRef, { nodeId: change.nodeId })}
          />
        </li>
      ))}
    </ul>
  )
}

interface ChangeRowProps {
  readonly change: Change
  readonly open: boolean
  readonly onSelect: () => void
}

function ChangeRow({ change: { mark, title, fields, nodeId }, open, onSelect }: ChangeRowProps) {
  const head = (
    <>
      <span className={`change-sign ${mark}`} aria-hidden="true">
        {DIFF_SIGNS[mark]}
      </span>
      <span className="cut">{title}</span>
      <span className="end meta">{mark}</span>
    </>
  )
  return (
    <>
      {nodeId === undefined ? (
        <div className="change-row">{head}</div>
      ) : (
        <button type="button" className="change-row" aria-pressed={open} onClick={onSelect}>
          {head}
        </button>
      )}
      {open &&
        fields.map(({ field, before, after }) => (
          <div key={field} className="change-field">
            <span className="label">{field.replace(/^config\./, '')}</span>
            <BeforeAfter before={before} after={after} />
          </div>
        ))}
    </>
  )
}

/** `save.out → done` as `Save → Done`; a way out that is not the usual one is named. */
function edgeWords(key: string, titles: ReadonlyMap<string, string>): string {
  const [from = '', to = ''] = key.replace(/ #\d+$/, '').split(' → ')
  const [node = '', port = ''] = from.split('.')
  return `${titles.get(node) ?? node}${port === DEFAULT_PORT ? '' : ` ${port}`} → ${titles.get(to) ?? to}`
}

function changesOf({ from, to }: ComparedWorkflows, diff: WorkflowDiff, kinds: KindCatalog): readonly Change[] {
  const titles = new Map(
    [...(from?.nodes ?? []), ...(to?.nodes ?? [])].map((node) => [node.id, listedTitle(node, kinds.get(node.kind))]),
  )
  const changed = new Set(diff.nodes.changed.map(({ key }) => key))
  const node = (id: string, mark: DiffMark, fields: readonly FieldChange[] = []): Change => ({
    key: `node ${id}`,
    mark,
    title: titles.get(id) ?? id,
    fields,
    nodeId: id,
  })
  const plain = (what: string, key: string, mark: DiffMark, fields: readonly FieldChange[] = []): Change => ({
    key: `${what} ${key}`,
    mark,
    title: `${what} ${what === 'Edge' ? edgeWords(key, titles) : key}`.trim(),
    fields,
  })
  const moved = diff.moved.filter((id) => !changed.has(id))
  const restyled = diff.restyled.filter((id) => !changed.has(id) && !moved.includes(id))
  return [
    ...diff.nodes.added.map((id) => node(id, 'added')),
    ...diff.nodes.removed.map((id) => node(id, 'removed')),
    ...diff.nodes.changed.map(({ key, fields }) => node(key, 'changed', fields)),
    ...(['edges', 'parameters'] as const).flatMap((part) => {
      const what = part === 'edges' ? 'Edge' : 'Parameter'
      return [
        ...diff[part].added.map((key) => plain(what, key, 'added')),
        ...diff[part].removed.map((key) => plain(what, key, 'removed')),
        ...diff[part].changed.map(({ key, fields }) => plain(what, key, 'changed', fields)),
      ]
    }),
    ...(diff.fields.length > 0 ? [plain('Command', '', 'changed', diff.fields)] : []),
    ...moved.map((id) => node(id, 'moved')),
    ...restyled.map((id) => node(id, 'restyled')),
  ]
}
