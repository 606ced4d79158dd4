/** Kinds for tests of the canvas, which knows none by name: each stands for one way of being drawn. */
import type { KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import { catalogOf } from '#shared/workflow/kind-descriptor.ts'

const base: Omit<KindDescriptor, 'kind' | 'title'> = {
  summary: '',
  icon: 'box',
  entry: false,
  runs: true,
  effect: 'never',
  overlay: 'none',
  shape: 'card',
  group: 'flow',
  ports: ['out', 'error'],
  width: 176,
  output: {},
  initialConfig: {},
  configSchema: {},
}

export const CANVAS_KINDS: readonly KindDescriptor[] = [
  { ...base, kind: 'begin', title: 'Begin', group: 'entry', ports: ['out'], entry: true, shape: 'token' },
  { ...base, kind: 'write', title: 'Write', face: { fields: ['prompt'], style: 'text' } },
  { ...base, kind: 'ask', title: 'Ask', ports: ['yes', 'no', 'error'], overlay: 'approval' },
  { ...base, kind: 'finish', title: 'Finish', ports: [], shape: 'token' },
  {
    ...base,
    kind: 'all',
    title: 'All',
    shape: 'container',
    width: 240,
    configSchema: { type: 'object', properties: { items: {} } },
  },
  { ...base, kind: 'box', title: 'Box', shape: 'container', width: 200 },
]

export const canvasCatalog = catalogOf(CANVAS_KINDS)

export function kindNamed(kind: string): KindDescriptor {
  const found = canvasCatalog.get(kind)
  if (!found) throw new Error(`There is no kind ${kind} in this test`)
  return found
}
