/** The fields of an output by their names in expressions: dragged into a field, or copied as a reference. */
import { useId, useMemo, useState } from 'react'
import { toast } from 'sonner'
import type { Json } from '#shared/json.ts'
import { useValueTree } from '../picker/use-value-tree.ts'
import { rowId, ValueRows } from '../picker/value-rows.tsx'
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
  const id = useId()
  const root = useMemo<Known>(() => ({ shape: { type: 'any' }, value: output }), [output])
  const base = useMemo<readonly Step[]>(() => ['nodes', nodeId], [nodeId])
  const [inside, setInside] = useState(false)
  const tree = useValueTree({ root, query: '', base })
  const { active } = tree
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of tree rows that takes the focus as one
    <div
      role="group"
      aria-label="Fields of the output"
      className="scope-tree"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the rows are walked by the arrows from here
      tabIndex={0}
      aria-activedescendant={inside && active ? rowId(id, active.key) : undefined}
      onFocus={() => setInside(true)}
      onBlur={() => setInside(false)}
      onKeyDown={(event) => {
        if (tree.hear(event) || event.key !== 'Enter' || !active || active.more > 0) return
        event.preventDefault()
        void copyReference(active.key)
      }}
    >
      <ValueRows
        id={id}
        label="Fields of the output"
        rows={tree.rows}
        activeKey={inside ? active?.key : undefined}
        onToggle={tree.toggle}
        onPick={(row) => void copyReference(row.key)}
      />
    </div>
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
