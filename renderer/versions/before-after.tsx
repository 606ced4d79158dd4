import type { Json } from '#shared/json.ts'
import { DiffLines } from './diff-lines.tsx'

interface BeforeAfterProps {
  /** Undefined where it is not there. */
  readonly before: Json | undefined
  readonly after: Json | undefined
  /** What both grew out of, where they are two sides: each is shown as what it changed. */
  readonly base?: Json | undefined
  readonly labels?: readonly [string, string]
  /** Which of the two counts, where one is chosen. */
  readonly picked?: 0 | 1
  /** A press on one chooses it. Who uses the keyboard has the radio buttons beside it. */
  readonly onPick?: (side: 0 | 1) => void
}

/** Two values of one field: texts of several lines line by line, others one above the other. */
export function BeforeAfter({ before, after, base, labels = ['Before', 'After'], picked, onPick }: BeforeAfterProps) {
  if (typeof before === 'string' && typeof after === 'string' && picked === undefined)
    return <DiffLines before={before} after={after} />
  return (
    <dl className="before-after">
      {([0, 1] as const).map((index) => (
        // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the radio buttons beside it are what keys and screen readers use
        <div key={labels[index]} className={sideClass(index, picked)} onClick={() => isPress() && onPick?.(index)}>
          <dt>{labels[index]}</dt>
          <dd className="selectable">
            <Side value={index === 0 ? before : after} base={base} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** Text that is marked to be copied is no choice. */
const isPress = (): boolean => document.getSelection()?.isCollapsed !== false

function Side({ value, base }: { readonly value: Json | undefined; readonly base: Json | undefined }) {
  if (value === undefined) return <span className="hint">not there</span>
  if (typeof value === 'string' && typeof base === 'string' && base.includes('\n'))
    return <DiffLines before={base} after={value} />
  return <pre>{textOf(value)}</pre>
}

function sideClass(index: number, picked: number | undefined): string {
  if (picked === undefined) return index === 0 ? 'removed' : 'added'
  return index === picked ? 'picked' : 'left'
}

const textOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value, null, 2))
