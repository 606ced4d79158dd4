/**
 * Paths as the reference names them. Where the items of a container have its iteration in their paths (`all@3[0]`), the
 * engine's number is at least the pass of a loop and counts skips; the reference counts executions (reading R10).
 */
import type { RunEvent } from '#shared/events/event.ts'
import { executionKey } from '#shared/state/run-state.ts'

export class OrdinalPaths {
  /** The iterations of a container that were activated, in order, by its name in the engine. */
  readonly #iterations = new Map<string, number[]>()

  /** Takes note of an event as it comes. */
  take({ type, path, nodeId = '', iteration = 0 }: RunEvent): void {
    if (type !== 'node.activated') return
    const name = executionKey(path, nodeId)
    this.#iterations.set(name, [...(this.#iterations.get(name) ?? []), iteration])
  }

  of(path: string): string {
    const told: string[] = []
    let before = ''
    for (const step of path === '' ? [] : path.split('/')) {
      const [, id = step, iteration, item = ''] = /^(.*?)(?:@(\d+))?(\[\d+\])$/.exec(step) ?? []
      const ordinal = iteration === undefined ? 0 : this.ordinal(executionKey(before, id), Number(iteration))
      told.push(`${id}${ordinal > 0 ? `@${ordinal}` : ''}${item}`)
      before = executionKey(before, step)
    }
    return told.join('/')
  }

  /** Which execution of a name it is, from 0. */
  ordinal(name: string, iteration: number): number {
    return (this.#iterations.get(name) ?? []).indexOf(iteration)
  }
}
