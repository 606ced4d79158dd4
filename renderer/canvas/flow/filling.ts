/**
 * Faces that are filled one after the other. A node that comes into sight while the view moves is there at once by its frame and
 * its title; what else stands on it follows a node a frame, and quickly once the view rests, so that no frame waits for many. So
 * do many that come at once, as by a paste. While it is zoomed none is filled: nobody reads what changes its size, and each would
 * make the browser sort anew all that is painted.
 */
const WHILE_MOVING = 1
const AT_REST = 8
/** Frames until the first of a crowd is filled: one shows that they came. */
const AFTER_THE_FIRST = 2
/** So many new ones are a crowd. */
const CROWD = 24

export class Filling {
  #moves: 'not' | 'along' | 'zooming' = 'not'
  #crowd = false
  #ids: ReadonlySet<string> | undefined
  readonly #waiting = new Set<() => void>()
  readonly #first = new Set<() => void>()
  readonly #resting = new Set<() => void>()
  #frame = 0

  get moving(): boolean {
    return this.#moves !== 'not'
  }

  get zooming(): boolean {
    return this.#moves === 'zooming'
  }

  /** The view moves, or is zoomed. */
  moves(how: 'along' | 'zooming'): void {
    this.#moves = how
  }

  /** It stands still. */
  rests(): void {
    this.#moves = 'not'
    for (const listener of this.#resting) listener()
  }

  /** Returns what ends it. */
  onRest(listener: () => void): () => void {
    this.#resting.add(listener)
    return () => void this.#resting.delete(listener)
  }

  /** Says what is drawn next. The first graph of all is drawn whole: it is looked at, not worked on. */
  draws(ids: readonly string[]): void {
    const before = this.#ids
    this.#ids = new Set(ids)
    this.#crowd = before !== undefined && ids.filter((id) => !before.has(id)).length > CROWD
  }

  /** Whether a node that comes now is bare at first. */
  get isBare(): boolean {
    return this.moving || this.#crowd
  }

  /** Whether many come at once into a view that stands: they are to be seen before all that follows. */
  get comesFirst(): boolean {
    return this.#crowd && !this.moving
  }

  /** Returns what takes the request back. */
  ask(fill: () => void): () => void {
    this.#waiting.add(fill)
    this.#plan(this.comesFirst ? AFTER_THE_FIRST : 1)
    return () => void this.#waiting.delete(fill)
  }

  /** The same before all faces that wait, in a frame of its own, also of a zoom: edges are one request, and faces may be hundreds. */
  askFirst(fill: () => void): () => void {
    const takeBack = this.ask(fill)
    this.#first.add(fill)
    return () => {
      this.#first.delete(fill)
      takeBack()
    }
  }

  #plan(frames = 1): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0
      if (frames > 1) this.#plan(frames - 1)
      else this.#fill()
    })
  }

  #fill(): void {
    if (this.zooming && this.#first.size === 0) return this.#plan()
    const next =
      this.#first.size > 0 ? [...this.#first] : [...this.#waiting].slice(0, this.moving ? WHILE_MOVING : AT_REST)
    this.#first.clear()
    for (const fill of next) {
      this.#waiting.delete(fill)
      fill()
    }
    if (this.#waiting.size > 0) this.#plan()
  }
}
