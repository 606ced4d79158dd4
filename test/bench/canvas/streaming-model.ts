/**
 * A model that streams into 50 prompts of a run at once, as often as models do. The way is the users': HTTP, the engine, its
 * log, the host, the page. The limit of nodes at once is a setting.
 */
import { HeldStream, ModelServer } from '#test/support/model-server.ts'
import { STREAMING_NODES } from './large-graph.ts'

const PIECE_MS = 50
const LOOK_MS = 50
const PIECE = 'and the next part of it changed '
/** As models write: a paragraph of some lines, then the next. */
const LAST_PIECE = 'and that was all of this part.\n\n'
const PARAGRAPH = 12

/** For `settings.json`: all prompts of a run work at once, though runs before be not quite over. */
export const ALL_AT_ONCE = { nodesAtOnce: STREAMING_NODES, nodesAtOnceInAll: STREAMING_NODES * 2 }

const pieceOf = (round: number): string => (round % PARAGRAPH === PARAGRAPH - 1 ? LAST_PIECE : PIECE)

export class StreamingModel {
  readonly server: ModelServer
  readonly #open = new Set<HeldStream>()
  #timer: ReturnType<typeof setInterval> | undefined

  private constructor(server: ModelServer) {
    this.server = server
    // Every prompt waits for its first word until all have been asked.
    server.answer('Report what changed', (response, request) => {
      const stream = new HeldStream()
      this.#open.add(stream)
      void stream.hungUp.then(() => this.#open.delete(stream))
      stream.take(response, request)
    })
  }

  static async start(): Promise<StreamingModel> {
    return new StreamingModel(await ModelServer.start())
  }

  /** Begins to write once every prompt has been asked. */
  async begin(): Promise<void> {
    while (this.#open.size < STREAMING_NODES) await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
    let round = 0
    this.#timer = setInterval(() => {
      for (const stream of this.#open) void stream.write(pieceOf(round))
      round += 1
    }, PIECE_MS)
  }

  /** The answers are over, and so is the run after them. */
  async end(): Promise<void> {
    clearInterval(this.#timer)
    const open = [...this.#open]
    this.#open.clear()
    await Promise.all(open.map((stream) => stream.finish()))
  }

  async close(): Promise<void> {
    await this.end()
    await this.server.close()
  }
}
