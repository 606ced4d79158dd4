/** What comes next when nothing follows at once: something begins, a child run is found, or is heard of at its end. */
import { beginNext, callable, comingUp, openCall } from './attempts.ts'
import type { Placed } from './moves.ts'
import type { ComingNext, Prefer } from './prefer.ts'
import { awake, awakeWorlds, childOf, type World } from './world.ts'

/** The executions whose child runs have come to an end. */
const returning = (top: World): Placed[] =>
  awakeWorlds(top).flatMap((world) =>
    awake(world).flatMap((execution) => {
      const child = execution.doing === 'calling' ? childOf(world, execution) : undefined
      return child?.status === 'succeeded' || child?.status === 'failed' ? [{ world, execution }] : []
    }),
  )

/** One of them goes on. */
const hear = (ended: Placed[], prefer: Prefer): boolean => {
  const waiting = ended.filter(({ execution }) => execution.status === 'active')
  const [one] = waiting
  if (one === undefined) return false
  const siblings = waiting.filter(({ world }) => world === one.world).map(({ execution }) => execution)
  const heard = siblings[prefer.ending(siblings, one.world)]
  if (heard === undefined) return false
  heard.doing = 'instant'
  ended.splice(0, ended.length, ...waiting.filter(({ execution }) => execution !== heard))
  return true
}

/**
 * Of one settling. Child runs that end in one moment are heard of together, before what follows from one of them can begin
 * another.
 */
export class Next {
  readonly #top: World
  readonly #prefer: Prefer
  #ended: Placed[] = []

  constructor(top: World, prefer: Prefer) {
    this.#top = top
    this.#prefer = prefer
  }

  get coming(): ComingNext {
    return {
      begin: comingUp(this.#top),
      call: callable(this.#top)?.execution,
      hear: returning(this.#top).map(({ execution }) => execution),
    }
  }

  /** False when there is nothing more. */
  come(): boolean {
    const { next } = this.#prefer
    if (next === undefined)
      return (
        beginNext(this.#top, this.#prefer) || hear(this.#ended, this.#prefer) || openCall(this.#top) || this.#hear()
      )
    const { coming } = this
    if (coming.begin.length + coming.hear.length === 0 && coming.call === undefined) return false
    const what = next(coming)
    if (what === 'begin') return beginNext(this.#top, this.#prefer)
    return what === 'call' ? openCall(this.#top) : this.#hear()
  }

  #hear(): boolean {
    this.#ended = returning(this.#top)
    return hear(this.#ended, this.#prefer)
  }
}
