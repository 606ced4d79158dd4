import { useState } from 'react'
import type { Conflict, Side } from '#shared/workflow/merge.ts'
import { titleOfNode } from '#shared/workflow/title-of-node.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { Modal } from '../parts/modal.tsx'
import { RadioBar } from '../parts/radio-bar.tsx'
import { settleDocument, useDocument } from '../state/documents.ts'
import { BeforeAfter } from './before-after.tsx'
import './versions.css'

interface ConflictDialogProps {
  readonly documentRef: string
  readonly onClose: () => void
}

/** Where a draft and its file were changed differently: both, side by side, and which of the two counts. */
export function ConflictDialog({ documentRef, onClose }: ConflictDialogProps) {
  const document = useDocument(documentRef)
  const [choices, setChoices] = useState<Readonly<Record<string, Side>>>({})
  if (document?.disk.status !== 'conflict' || !document.workflow) return null
  const { conflicts, theirs, sides } = document.disk
  const versions = [document.workflow, theirs.workflow]
  const labels = sides ? ([sides.mine, sides.theirs] as const) : (['Mine', 'On disk'] as const)
  const choose = (id: string, side: Side) => setChoices({ ...choices, [id]: side })
  const settle = () => {
    settleDocument(documentRef, (id) => choices[id] ?? 'mine')
    onClose()
  }
  const footer = (
    <>
      <span className="hint conflict-hint">What only one side changed is taken from both.</span>
      <button type="button" className="button" onClick={onClose}>
        Later
      </button>
      <button type="button" className="button solid" onClick={settle}>
        Put together
      </button>
    </>
  )
  return (
    <Modal
      title={sides ? `Changed in ${sides.mine} and in ${sides.theirs}` : 'Changed here and on disk'}
      open
      className="conflict-dialog"
      onClose={onClose}
      footer={footer}
    >
      <ul className="conflicts">
        {conflicts.map((conflict) => (
          <li key={conflict.id}>
            <ConflictRow
              conflict={conflict}
              title={titleOf(conflict, versions)}
              labels={labels}
              side={choices[conflict.id] ?? 'mine'}
              onSide={(side) => choose(conflict.id, side)}
            />
          </li>
        ))}
      </ul>
    </Modal>
  )
}

interface ConflictRowProps {
  readonly conflict: Conflict
  readonly title: string
  /** What mine and theirs are called. */
  readonly labels: readonly [string, string]
  readonly side: Side
  readonly onSide: (side: Side) => void
}

function ConflictRow({ conflict, title, labels, side, onSide }: ConflictRowProps) {
  return (
    <fieldset className="conflict">
      <legend className="cut">{title}</legend>
      <RadioBar
        label={`Which counts for ${title}`}
        value={side}
        options={[
          { value: 'mine', label: labels[0] },
          { value: 'theirs', label: labels[1] },
        ]}
        onChoose={onSide}
      />
      <BeforeAfter
        base={conflict.base}
        before={conflict.mine}
        after={conflict.theirs}
        labels={labels}
        picked={side === 'mine' ? 0 : 1}
        onPick={(picked) => onSide(picked === 0 ? 'mine' : 'theirs')}
      />
    </fieldset>
  )
}

function titleOf({ part, key, field }: Conflict, versions: readonly Workflow[]): string {
  const node = versions.flatMap(({ nodes }) => nodes).find(({ id }) => id === key)
  switch (part) {
    case 'workflow':
      return `Command: ${field}`
    case 'parameter':
      return field === '' ? `Parameter ${key}` : `Parameter ${key}: ${field}`
    case 'edge':
      return `Edge ${key}${field === '' ? '' : `: ${field}`}`
    case 'layout':
      return `Place of ${node ? titleOfNode(node) : key}`
    case 'node':
      return `${node ? titleOfNode(node) : key}${field === '' ? '' : `: ${field.replace(/^config\./, '')}`}`
  }
}
