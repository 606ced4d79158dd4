import { asText } from '#shared/workflow/as-text.ts'
import { whoText } from '../canvas/model/face.ts'
import { describeRun } from '../glyphs/describe-node-state.ts'
import { StateGlyph } from '../glyphs/state-glyph.tsx'
import { durationWords } from '../glyphs/time.ts'
import type { RemovedRun } from '../state/followed-runs.ts'
import './removed-run.css'

/** In the place of the canvas: what is left of a run whose events were removed to keep the log small. */
export function RemovedRunPage({ run: { sentence, summary } }: { readonly run: RemovedRun }) {
  const { glyph, word } = describeRun(summary)
  const { startedAt, endedAt } = summary
  const facts = [
    ['Started', `${dateWords(startedAt)}, by ${whoText(summary.startedBy)}`],
    ['Took', endedAt === undefined ? '' : durationWords(Date.parse(endedAt) - Date.parse(startedAt))],
    ['Folder', summary.workspace],
    ...Object.entries(summary.args).map(([name, value]) => [name, asText(value)] as const),
  ].filter(([, value]) => value !== '')
  return (
    <div className="stage-page">
      <h1>/{summary.workflow}</h1>
      <p className="removed-run-state">
        <StateGlyph state={glyph} />
        {word}
      </p>
      {summary.errorMessage !== undefined && <p className="wrong">{summary.errorMessage}</p>}
      <dl className="removed-run selectable">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="removed-run-why">{sentence}</p>
    </div>
  )
}

function dateWords(iso: string): string {
  return new Date(iso).toLocaleString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  })
}
