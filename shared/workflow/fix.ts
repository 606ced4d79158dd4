/**
 * A mechanical way to mend a problem, as data: what it is called, and what it changes in the file. The editor offers it as a
 * button; whoever has a problem can apply it.
 */
import { z } from 'zod'
import type { Json } from '../json.ts'
import { sameJson } from '../same-json.ts'
import type { Workflow } from './workflow.ts'

const Path = z.array(z.union([z.string(), z.int()])).min(1)

const FixEdit = z.discriminatedUnion('op', [
  /** Puts a value there. `was` is what stands there now, absent where nothing does. */
  z.object({ op: z.literal('set'), path: Path, value: z.json(), was: z.json().optional() }),
  /** Takes a field out of its object, or an entry out of its list. */
  z.object({ op: z.literal('remove'), path: Path, was: z.json() }),
  /** Puts a value at the end of a list, which is made where it is missing. */
  z.object({ op: z.literal('add'), path: Path, value: z.json() }),
])
export type FixEdit = z.infer<typeof FixEdit>

export const Fix = z.object({
  /** What it does, for a button: `Use "nodes.diff"`. */
  label: z.string(),
  edits: z.array(FixEdit).min(1),
})
export type Fix = z.infer<typeof Fix>

/** The workflow with the fix; undefined where it was changed meanwhile, so that the fix would mend something else. */
export function applyFix(workflow: Workflow, fix: Fix): Workflow | undefined {
  let value: Json = workflow as Json // a workflow is JSON, whatever its type says of absent fields
  for (const edit of fix.edits) {
    const next = changed(value, edit.path, edit)
    if (next === undefined) return undefined
    value = next
  }
  return value as unknown as Workflow // the edits are made by the checks, which know its shape
}

function changed(value: Json | undefined, [step, ...rest]: FixEdit['path'], edit: FixEdit): Json | undefined {
  if (step === undefined) return undefined
  if (Array.isArray(value)) return typeof step === 'number' ? inList(value, step, rest, edit) : undefined
  if (typeof value !== 'object' || value === null || typeof step !== 'string') return undefined
  const before = value[step]
  if (rest.length > 0) {
    const next = changed(before ?? (edit.op === 'remove' ? undefined : {}), rest, edit)
    return next === undefined ? undefined : { ...value, [step]: next }
  }
  if (edit.op === 'add') return { ...value, [step]: [...(Array.isArray(before) ? before : []), edit.value] }
  if (!sameJson(before, edit.was)) return undefined
  if (edit.op === 'set') return { ...value, [step]: edit.value }
  const { [step]: _gone, ...left } = value
  return left
}

function inList(list: readonly Json[], at: number, rest: FixEdit['path'], edit: FixEdit): Json | undefined {
  const before = list[at]
  if (before === undefined) return undefined
  if (rest.length > 0) {
    const next = changed(before, rest, edit)
    return next === undefined ? undefined : list.map((each, index) => (index === at ? next : each))
  }
  if (edit.op === 'add' || !sameJson(before, edit.was)) return undefined
  return edit.op === 'set'
    ? list.map((each, index) => (index === at ? edit.value : each))
    : list.filter((_, index) => index !== at)
}
