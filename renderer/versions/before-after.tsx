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
}

/** Two values of one field: texts of several lines line by line, others one above the other. */
export function BeforeAfter({ before, after, base, labels = ['Before', 'After'], picked }: BeforeAfterProps) {
  if (typeof before === 'string' && typeof after === 'string' && picked === undefined)
    return <DiffLines before={before} after={after} />
  return (
    <dl className="before-after">
      {[before, after].map((value, index) => (
        <div key={labels[index]} className={sideClass(index, picked)}>
          <dt>{labels[index]}</dt>
          <dd className="selectable">
            <Side value={value} base={base} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

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
