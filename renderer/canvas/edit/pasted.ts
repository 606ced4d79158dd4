/** What a paste does beyond the nodes themselves: where its middle is, and what is said of it. */
import { counted } from '#shared/counted.ts'
import { SNAP } from '#shared/drawing/figures.ts'
import type { Fragment } from '#shared/workflow/edit/fragment.ts'
import type { Pasted } from '#shared/workflow/edit/paste-fragment.ts'
import type { KindCatalog, KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import { titleOfNode } from '#shared/workflow/title-of-node.ts'
import type { WorkflowNode } from '#shared/workflow/workflow.ts'
import { type Area, coversAnother } from '../model/covers.ts'
import { type At, placeOf, sizeOf, snapped } from './places.ts'

const USUAL_HEIGHT = 64

/** From the left top corner of a fragment to its middle, about. */
export function middleOf({ nodes, layout }: Fragment, catalog: KindCatalog): At {
  const own = new Set(nodes.map(({ id }) => id))
  const areas = nodes.flatMap(({ id, kind, parent }) => {
    const at = placeOf(layout[id])
    if (!at || (parent !== undefined && own.has(parent))) return []
    const size = sizeOf(layout[id])
    return [{ at, width: size?.[0] ?? catalog.get(kind)?.width ?? 0, height: size?.[1] ?? USUAL_HEIGHT }]
  })
  if (areas.length === 0) return [0, 0]
  const left = Math.min(...areas.map(({ at }) => at[0]))
  const top = Math.min(...areas.map(({ at }) => at[1]))
  const right = Math.max(...areas.map(({ at, width }) => at[0] + width))
  const bottom = Math.max(...areas.map(({ at, height }) => at[1] + height))
  return [(right - left) / 2, (bottom - top) / 2]
}

/** Its height is known about: a node that was copied may be this much taller. */
const TALLER = 64

/** Below what it would lie on, as when it is pasted with the pointer still on what was copied; else, with no room in sight, on that. */
export function clearOf([x, y]: At, [width, height]: At, others: readonly Area[], sight: Area): At {
  const last = sight.y + sight.height - height - FROM_BORDER
  for (let top = y; top <= last; top += 2 * SNAP)
    if (!coversAnother({ x, y: top, width, height: height + TALLER }, others)) return [x, top]
  return [x, y]
}

const FROM_BORDER = 16

/** As near as can be to where it is wanted, but seen whole where there is room for it; on the raster. */
export function seenWhole([x, y]: At, [width, height]: At, sight: Area): At {
  return [snapped(within(x, width, sight.x, sight.width)), snapped(within(y, height, sight.y, sight.height))]
}

function within(from: number, length: number, least: number, room: number): number {
  if (length + 2 * FROM_BORDER > room) return from
  return Math.max(least + FROM_BORDER, Math.min(from, least + room - FROM_BORDER - length))
}

/** The config of a note that says a text: the field that stands on its face. */
export function noteConfig({ initialConfig, face }: KindDescriptor, text: string): KindDescriptor['initialConfig'] {
  const [first] = face?.fields ?? []
  const field = typeof first === 'string' ? first : first?.field
  return field === undefined ? initialConfig : { ...initialConfig, [field]: text }
}

export interface PastedFacts {
  readonly catalog: KindCatalog
  /** A node that could not go into the container under the pointer, so that nothing did. */
  readonly kept: WorkflowNode | undefined
}

/** What else a person should know of a paste; empty where it did just what was asked. */
export function pastedSentence(fragment: Fragment, result: Pasted, { catalog, kept }: PastedFacts): string {
  const unknown = [...new Set(fragment.nodes.flatMap(({ kind }) => (catalog.has(kind) ? [] : [kind])))]
  const { parameters, unjoined } = result
  const sentences = [
    fragment.whole && `Pasted the ${counted(fragment.nodes.length, 'node')} of /${fragment.from}.`,
    parameters.length > 0 &&
      `${parameters.join(', ')} came along as ${parameters.length === 1 ? 'a parameter' : 'parameters'}, since the nodes read ${parameters.length === 1 ? 'it' : 'them'}.`,
    unknown.length > 0 &&
      `This version does not know the ${unknown.length > 1 ? 'kinds' : 'kind'} ${unknown.map((kind) => `“${kind}”`).join(', ')}: such nodes are kept as they are.`,
    kept && `${titleOfNode(kept)} begins a run, so it cannot stand inside a container: it was put beside it.`,
    unjoined > 0 && `${counted(unjoined, 'edge')} found no node to join.`,
  ]
  return sentences.filter((sentence) => typeof sentence === 'string').join(' ')
}
