/**
 * The tree of an expression without the parser that made it. JSONata makes each node of a symbol of that one parse, so a
 * tree keeps the parser's whole table, 13 kB, and no two nodes of the same kind look alike to the engine that runs them.
 */
import type jsonata from 'jsonata'

/** Puts nodes that are made anew, with the same fields, in place of those of `expression`. */
export function makeLean(expression: jsonata.Expression): void {
  const root: object = expression.ast()
  const lean = copyOf(root, new Map()) as object // an object is copied as one
  for (const key of Object.keys(root)) Reflect.deleteProperty(root, key)
  Object.setPrototypeOf(Object.assign(root, lean), Object.prototype)
}

/** What is one object in the tree is one in the copy. Functions and patterns stay as they are. */
function copyOf(value: unknown, copies: Map<object, unknown>): unknown {
  if (typeof value !== 'object' || value === null || value instanceof RegExp) return value
  const known = copies.get(value)
  if (known !== undefined) return known
  const copy: object = Array.isArray(value) ? [] : {}
  copies.set(value, copy)
  for (const [key, part] of Object.entries(value)) Reflect.set(copy, key, copyOf(part, copies))
  return copy
}
