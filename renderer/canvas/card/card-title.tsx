import { InlineText } from '../../parts/inline-text.tsx'

/** The question, with commands and paths in it set as what they are. */
export function CardTitle({ text }: { readonly text: string }) {
  return (
    <p className="card-title">
      <InlineText text={text} />
    </p>
  )
}
