/**
 * The last line of a terminal, written over while nothing else is printed. All other text goes through `terminal`, which
 * takes the line away first and puts it back below.
 */
import type { Terminal } from '../terminal.ts'

/** Faster than one can read, slow enough for a connection far away. */
const REDRAW_MS = 100

const CLEAR = '\r\u001b[K'

export class StatusLine {
  /** What everybody else prints through. */
  readonly terminal: Terminal
  readonly #screen: Terminal
  #text = ''
  #drawn = ''
  #isLineOpen = false
  #isHidden = false
  #redraw: NodeJS.Timeout | undefined

  constructor(screen: Terminal) {
    this.#screen = screen
    this.terminal = {
      ...screen,
      out: (text) => this.#above(text, screen.out),
      err: (text) => this.#above(text, screen.err),
    }
  }

  /** Empty for none. */
  show(text: string): void {
    this.#text = text
    if (text === '') this.#end()
    else if (this.#redraw === undefined) this.#drawForAWhile()
  }

  /** Nothing is drawn until the returned function is called. */
  hide(): () => void {
    this.#erase()
    this.#isHidden = true
    return () => {
      this.#isHidden = false
      this.#draw()
    }
  }

  #drawForAWhile(): void {
    this.#draw()
    this.#redraw = setTimeout(() => {
      this.#redraw = undefined
      if (this.#text !== this.#drawn) this.#drawForAWhile()
    }, REDRAW_MS)
    this.#redraw.unref()
  }

  #end(): void {
    clearTimeout(this.#redraw)
    this.#redraw = undefined
    this.#erase()
  }

  #above(text: string, write: (text: string) => void): void {
    if (text === '') return
    this.#erase()
    write(text)
    this.#isLineOpen = !text.endsWith('\n')
    this.#draw()
  }

  /** Never on a line that somebody else has begun. */
  #draw(): void {
    if (this.#isHidden || this.#isLineOpen || this.#text === this.#drawn) return
    this.#erase()
    // One column is left free, or some terminals begin a new line.
    this.#screen.out(this.#screen.paint('grey', this.#text.slice(0, this.#screen.width - 1)))
    this.#drawn = this.#text
  }

  #erase(): void {
    if (this.#drawn !== '') this.#screen.out(CLEAR)
    this.#drawn = ''
  }
}
