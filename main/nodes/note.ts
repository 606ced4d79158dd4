import { z } from 'zod'
import { defineNodeKind } from './define-node-kind.ts'
import { raw } from './fields.ts'

/** A remark on the canvas. */
export const note = defineNodeKind({
  kind: 'note',
  title: 'Note',
  summary: 'A sticky note. It never runs.',
  icon: 'sticky-note',
  group: 'note',
  ports: [],
  shape: 'note',
  face: { fields: ['text'], style: 'text' },
  initialConfig: { text: '' },
  config: { text: raw(z.string(), { title: 'Text' }, 'remark') },
  behaviour: { family: 'note' },
  examples: [{ title: 'Never runs', config: { text: 'One prompt per question.' }, leavesBy: 'never' }],
})
