/** The fields of an output by their names in expressions: dragged into a field, or copied as a reference. */
import { useMemo } from 'react'
import { toast } from 'sonner'
import type { Json } from '#shared/json.ts'
import { ValueTree } from '../picker/value-tree.tsx'
import type { Known, Step } from '../scope/known.ts'
import { Section } from './section.tsx'

export interface OutputFieldsProps {
  readonly nodeId: string
  readonly output: Json
}

export function OutputFields({ nodeId, output }: OutputFieldsProps) {
  if (typeof output !== 'object' || output === null) return null
  return (
    <Section title="Fields" open={false}>
      <Fields nodeId={nodeId} output={output} />
    </Section>
  )
}

function Fields({ nodeId, output }: OutputFieldsProps) {
  const root = useMemo<Known>(() => ({ shape: { type: 'any' }, value: output }), [output])
  const base = useMemo<readonly Step[]>(() => ['nodes', nodeId], [nodeId])
  return (
    <ValueTree
      label="Fields of the output"
      rowsLabel="Fields of the output"
      root={root}
      base={base}
      onEnter={(reference) => void copyReference(reference)}
      onPick={(row) => void copyReference(row.key)}
    />
  )
}

async function copyReference(reference: string): Promise<void> {
  const text = `{{ ${reference} }}`
  try {
    await navigator.clipboard.writeText(text)
    toast(`Copied ${text}`)
  } catch {
    toast(`The clipboard is not open to this page. The reference is ${text}`)
  }
}
