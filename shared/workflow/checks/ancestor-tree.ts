/**
 * A tree that grows by its leaves and answers for any two what stands above both. Every node keeps one far ancestor beside
 * its parent (skew-binary jumps, Myers 1983), so an answer takes a logarithm of the depth: a chain of 10,000 nodes with a way
 * past each of them is no square.
 */

/** Above every node; what hangs from nothing hangs from it. */
export const ROOT = -1

export class AncestorTree {
  readonly #depths: Int32Array
  readonly #parents: Int32Array
  readonly #jumps: Int32Array
  /** How often a parent or jump was followed, for whoever bounds the work. */
  steps = 0

  constructor(size: number) {
    this.#depths = new Int32Array(size).fill(1)
    this.#parents = new Int32Array(size).fill(ROOT)
    this.#jumps = new Int32Array(size).fill(ROOT)
  }

  /** The root's is 0. */
  depth(node: number): number {
    return node === ROOT ? 0 : (this.#depths[node] ?? 0)
  }

  /** Hangs a node from one that hangs already. */
  hang(node: number, parent: number): void {
    const jump = this.#jumpOf(parent)
    const isEven = this.depth(parent) - this.depth(jump) === this.depth(jump) - this.depth(this.#jumpOf(jump))
    this.#depths[node] = this.depth(parent) + 1
    this.#parents[node] = parent
    this.#jumps[node] = isEven ? this.#jumpOf(jump) : parent
  }

  /** What stands above a node at a depth, itself included; the node itself where it is not that deep. */
  above(node: number, depth: number): number {
    let here = node
    while (this.depth(here) > depth) {
      this.steps += 1
      const jump = this.#jumpOf(here)
      here = this.depth(jump) >= depth ? jump : this.#parentOf(here)
    }
    return here
  }

  /** The deepest that stands above both, or is one of them. */
  common(one: number, other: number): number {
    const depth = Math.min(this.depth(one), this.depth(other))
    let [left, right] = [this.above(one, depth), this.above(other, depth)]
    while (left !== right) {
      this.steps += 1
      const isApart = this.#jumpOf(left) !== this.#jumpOf(right)
      left = isApart ? this.#jumpOf(left) : this.#parentOf(left)
      right = isApart ? this.#jumpOf(right) : this.#parentOf(right)
    }
    return left
  }

  #parentOf(node: number): number {
    return node === ROOT ? ROOT : (this.#parents[node] ?? ROOT)
  }

  #jumpOf(node: number): number {
    return node === ROOT ? ROOT : (this.#jumps[node] ?? ROOT)
  }
}
