import type { Json } from '#shared/json.ts'
import type { NodeState } from '#shared/state/run-state.ts'
import { durationWords } from '../../glyphs/time.ts'
import { Section } from './section.tsx'

export interface UsageProps {
  readonly usage: { readonly [key: string]: Json }
  readonly output: { readonly [key: string]: Json }
  readonly state: NodeState
}

/** What the server counted. Names differ between servers, so both spellings are read. */
export function Usage({ usage, output, state }: UsageProps) {
  const input = numberOf(usage, 'inputTokens', 'prompt_tokens', 'promptTokens')
  const written = numberOf(usage, 'outputTokens', 'completion_tokens', 'completionTokens')
  const took = state.startedAt && state.endedAt ? Date.parse(state.endedAt) - Date.parse(state.startedAt) : undefined
  const figures: readonly (readonly [string, string])[] = [
    ...(input === undefined ? [] : [[input.toLocaleString('en'), 'in'] as const]),
    ...(written === undefined ? [] : [[written.toLocaleString('en'), 'out'] as const]),
    ...(written !== undefined && took !== undefined && took > 0
      ? [[`${Math.round(written / (took / 1_000))}/s`, 'speed'] as const]
      : []),
    ...(took === undefined ? [] : [[durationWords(took), 'time'] as const]),
  ]
  if (figures.length === 0) return null
  return (
    <Section title="Tokens" aside={typeof output.model === 'string' ? output.model : undefined}>
      <dl className="figures">
        {figures.map(([figure, what]) => (
          <div key={what}>
            <dd>{figure}</dd>
            <dt>{what}</dt>
          </div>
        ))}
      </dl>
    </Section>
  )
}

function numberOf(usage: UsageProps['usage'], ...names: readonly string[]): number | undefined {
  for (const name of names) {
    const value = usage[name]
    if (typeof value === 'number') return value
  }
  return undefined
}
