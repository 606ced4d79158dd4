/**
 * What stands in fields for JSON and cannot be read yet. No document holds it, so it is kept beside, as what is not sent is,
 * until it can be read or is discarded: who leaves the node, or loses the window, finds it there again.
 */
import { isJsonObject, type Json } from '#shared/json.ts'
import type { Problem } from '#shared/workflow/problem.ts'
import type { Workflow, WorkflowNode } from '#shared/workflow/workflow.ts'
import { keepUnsent, unsentNow, useUnsent } from './unsent.ts'

export interface FieldPlace {
  readonly documentRef: string
  /** Empty: of the command itself. */
  readonly nodeId: string
  /** As problems name it: `pinned`, `body`, `cases[1].when`. */
  readonly field: string
}

type UnreadText = {
  readonly text: string
  /** The value that it was written over. Where another came into its place, it is not shown until that one is back. */
  readonly of: string
}

/** The one field of a node that is JSON beside its config. */
export const PINNED = 'pinned'

type Texts = Readonly<Record<string, UnreadText>>

/** A value as it stands in an editor. */
export const jsonText = (value: Json | undefined): string => (value === undefined ? '' : JSON.stringify(value, null, 2))

export const useUnreadText = (place: FieldPlace, over: Json | undefined): string | undefined =>
  writtenOver(over, textsIn(useUnsent(keyOf(place.documentRef)))[nameOf(place)])

export const unreadTextNow = (place: FieldPlace, over: Json | undefined): string | undefined =>
  writtenOver(over, textsOf(place.documentRef)[nameOf(place)])

const writtenOver = (value: Json | undefined, kept: UnreadText | undefined): string | undefined =>
  kept?.of === jsonText(value) ? kept.text : undefined

/** `text` undefined: it can be read now, or was discarded. */
export function keepUnreadText(place: FieldPlace, text: string | undefined, over: Json | undefined): void {
  const { [nameOf(place)]: before, ...others } = textsOf(place.documentRef)
  if (text === undefined && !before) return
  const kept = text === undefined ? others : { ...others, [nameOf(place)]: { text, of: jsonText(over) } }
  put(place.documentRef, kept)
}

/** The texts of a node follow its id. */
export function renameUnreadTexts(ref: string, from: string, to: string): void {
  const before = textsOf(ref)
  const renamed = (name: string) => (name.startsWith(`${from} `) ? to + name.slice(from.length) : name)
  const after = Object.fromEntries(Object.entries(before).map(([name, text]) => [renamed(name), text]))
  if (Object.keys(before).some((name) => !(name in after))) put(ref, after)
}

/** They follow their command to another file. */
export function moveUnreadTexts(from: string, to: string): void {
  const texts = textsOf(from)
  if (from === to || Object.keys(texts).length === 0) return
  put(to, { ...textsOf(to), ...texts })
  put(from, {})
}

/** A run would go by other values than those that are seen. */
export function unreadProblems(ref: string, workflow: Workflow): readonly Problem[] {
  return Object.entries(textsOf(ref)).flatMap(([name, { of }]): readonly Problem[] => {
    const [nodeId = '', field = ''] = name.split(' ')
    const owner = nodeId === '' ? workflow : workflow.nodes.find(({ id }) => id === nodeId)
    const value = owner && valueIn(owner, field)
    if (!owner || (value !== undefined && jsonText(value) !== of)) return []
    const counts = value === undefined ? 'it does not count yet' : 'what was there before still counts'
    const message = `what is written is not JSON, so ${counts}.`
    const told = { severity: 'warning', code: 'field.unread', field } as const
    if (nodeId !== '') return [{ ...told, nodeId, message: `Node "${nodeId}", field "${field}": ${message}` }]
    return [{ ...told, message: `Of the default, ${message}` }]
  })
}

/** Of a node, its config's fields go by their own names. */
function valueIn(owner: Workflow | WorkflowNode, field: string): Json | undefined {
  let value = ('kind' in owner && field !== PINNED ? owner.config : owner) as Json | undefined // both are what a file holds
  for (const step of field.split(/[.[\]]+/).filter((part) => part !== '')) {
    if (Array.isArray(value)) value = value[Number(step)]
    else value = isJsonObject(value) ? value[step] : undefined
  }
  return value
}

function put(ref: string, texts: Texts): void {
  keepUnsent(keyOf(ref), Object.keys(texts).length === 0 ? undefined : texts)
}

const keyOf = (ref: string): string => `unread ${ref}`
const nameOf = ({ nodeId, field }: FieldPlace): string => `${nodeId} ${field}`
const textsOf = (ref: string): Texts => textsIn(unsentNow(keyOf(ref)))

/** As `put` has kept it, in this window or in an earlier one; a text that gives a secret was not. */
function textsIn(kept: Json | undefined): Texts {
  if (!isJsonObject(kept)) return {}
  return Object.fromEntries(
    Object.entries(kept).flatMap(([name, entry]) =>
      isJsonObject(entry) && typeof entry.text === 'string' && typeof entry.of === 'string'
        ? [[name, { text: entry.text, of: entry.of }]]
        : [],
    ),
  )
}
