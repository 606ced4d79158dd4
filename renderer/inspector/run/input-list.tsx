import { isBlobRef } from '#shared/events/blob.ts'
import type { Json } from '#shared/json.ts'
import { asText } from '#shared/workflow/as-text.ts'
import { LargeText } from './large-text.tsx'
import { sizeWords } from './run-value.tsx'
import { Section } from './section.tsx'

const SHORT = 48

export interface InputListProps {
  readonly input: { readonly [key: string]: Json }
  /** Long values stand open; of a question they are on its card already. */
  readonly unfolded: boolean
}

/** What the node was given, after its expressions were evaluated: short values in a list, long ones below. */
export function InputList({ input, unfolded }: InputListProps) {
  const fields = Object.entries(input).filter(
    ([, value]) => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0),
  )
  const short = fields.filter(([, value]) => isShort(value))
  const long = fields.filter(([, value]) => !isShort(value))
  if (fields.length === 0) return null
  return (
    <>
      {short.length > 0 && (
        <Section title="Input">
          <dl className="input-list">
            {short.map(([name, value]) => (
              <div key={name}>
                <dt className="cut">{name}</dt>
                <dd>{asText(value)}</dd>
              </div>
            ))}
          </dl>
        </Section>
      )}
      {long.map(([name, value]) => (
        <Section key={name} title={titleOf(name)} aside={sizeWords(value)} open={unfolded}>
          {isBlobRef(value) ? (
            <LargeText blob={value} />
          ) : (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text scrolls by the keyboard too
            <pre className="run-pre" tabIndex={0}>
              {typeof value === 'string' ? value : JSON.stringify(value, null, 2)}
            </pre>
          )}
        </Section>
      ))}
    </>
  )
}

function isShort(value: Json): boolean {
  if (isBlobRef(value)) return false
  const text = asText(value)
  return text.length <= SHORT && !text.includes('\n')
}

const titleOf = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1)
