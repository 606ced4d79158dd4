import { useState } from 'react'
import type { Conflict, Side } from '#shared/workflow/merge.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { nodeTitle } from '../canvas/model/node-title.ts'
import { Modal } from '../parts/modal.tsx'
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
  const { conflicts, theirs } = document.disk
  const versions = [document.workflow, ...(theirs.workflow ? [theirs.workflow] : [])]
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
    <Modal title="Changed here and on disk" open onClose={onClose} footer={footer}>
      <ul className="conflicts">
        {conflicts.map((conflict) => (
          <li key={conflict.id}>
            <ConflictRow
              conflict={conflict}
              title={titleOf(conflict, versions)}
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
  readonly side: Side
  readonly onSide: (side: Side) => void
}

const SIDES: readonly (readonly [Side, string])[] = [
  ['mine', 'Mine'],
  ['theirs', 'On disk'],
]

function ConflictRow({ conflict, title, side, onSide }: ConflictRowProps) {
  return (
    <fieldset className="conflict">
      <legend className="cut">{title}</legend>
      <div className="segmented" role="radiogroup" aria-label={`Which counts for ${title}`}>
        {SIDES.map(([name, label]) => (
          // biome-ignore lint/a11y/useSemanticElements: a segmented control, one of two
          <button key={name} type="button" role="radio" aria-checked={side === name} onClick={() => onSide(name)}>
            {label}
          </button>
        ))}
      </div>
      <BeforeAfter
        base={conflict.base}
        before={conflict.mine}
        after={conflict.theirs}
        labels={['Mine', 'On disk']}
        picked={side === 'mine' ? 0 : 1}
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
      return `Place of ${node ? nodeTitle(node) : key}`
    case 'node':
      return `${node ? nodeTitle(node) : key}${field === '' ? '' : `: ${field.replace(/^config\./, '')}`}`
  }
}
