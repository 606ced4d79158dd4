/**
 * Values that outlive runs (node kind `store`). `by` is the delivery key of the execution that asks: the same one, as a
 * recovery is, gets the same answer again.
 */
import type { Json } from '#shared/json.ts'

export interface MemoryPort {
  get(scope: string, key: string): Json | undefined
  /** Returns whether there was a value before. */
  set(scope: string, key: string, value: Json, by: string): boolean
  /** Add if absent. Asked again with the same `by`, as a recovery does, it says `added` again. */
  add(scope: string, key: string, value: Json, by: string): 'added' | 'exists'
  /** Returns whether there was a value. */
  delete(scope: string, key: string, by: string): boolean
}
