/** What the page in the browser says and hears, without a browser: `slashflow serve` and a web socket to it. */
import { WebSocket } from 'ws'
import type { EventOf, EventType, RunEvent } from '#shared/events/event.ts'
import type { Signal } from '#shared/events/signal.ts'
import type { Bridge, CallInput, CallName, CallOutput } from '#shared/ipc/contract.ts'
import type { CommandLine } from '#test/cli/command-line.ts'
import type { SlashflowProcess } from '#test/support/slashflow-process.ts'

interface Result {
  readonly type: 'result'
  readonly id: number
  readonly ok: boolean
  readonly value: unknown
  readonly error: unknown
}

interface Told {
  readonly name: string
  readonly payload: unknown
}

type Message = { readonly type: 'welcome' } | Result | ({ readonly type: 'broadcast' } & Told)

/** Broadcasts come several in one message, and are looked for one by one. */
function messagesIn(text: string): readonly Message[] {
  const message: Exclude<Message, { type: 'broadcast' }> | { type: 'broadcasts'; told: readonly Told[] } =
    JSON.parse(text)
  if (message.type !== 'broadcasts') return [message]
  return message.told.map((told) => ({ type: 'broadcast', ...told }))
}

export class WindowlessPage {
  readonly bridge: Pick<Bridge, 'call'>
  readonly #server: SlashflowProcess
  readonly #socket: WebSocket
  readonly #messages: Message[] = []
  readonly #waiting = new Set<() => void>()
  #calls = 0

  private constructor(server: SlashflowProcess, socket: WebSocket) {
    this.#server = server
    this.#socket = socket
    this.bridge = { call: (name, input) => this.#call(name, input) }
    socket.on('message', (data) => {
      this.#messages.push(...messagesIn(String(data)))
      for (const look of [...this.#waiting]) look()
    })
  }

  static async open(slashflow: CommandLine): Promise<WindowlessPage> {
    const server = slashflow.start(['serve', '--port', '0'])
    const url = new URL(/http:\/\/\S+/.exec(await server.says('#token='))?.[0] ?? '')
    const token = new URLSearchParams(url.hash.slice(1)).get('token')
    const socket = new WebSocket(`ws://${url.host}/bridge`, { origin: url.origin })
    const page = new WindowlessPage(server, socket)
    socket.on('open', () => socket.send(JSON.stringify({ type: 'hello', token })))
    await page.#until((message) => message.type === 'welcome')
    return page
  }

  /** The next of this type, or one that was heard already. */
  async event<T extends EventType>(type: T): Promise<EventOf<T>> {
    const message = await this.#until(
      (heard) => heard.type === 'broadcast' && heard.name === 'run.event' && (heard.payload as RunEvent).type === type, // by the contract
    )
    return (message as { payload: EventOf<T> }).payload // looked for by its type
  }

  /** Live text that holds this. */
  async signal(text: string): Promise<void> {
    await this.#until(
      (heard) =>
        heard.type === 'broadcast' && heard.name === 'run.signal' && (heard.payload as Signal).text.includes(text), // by the contract
    )
  }

  /** Its runs are held. */
  async close(): Promise<void> {
    this.#server.kill('SIGTERM')
    await this.#server.exit
  }

  async kill(): Promise<void> {
    this.#server.kill('SIGKILL')
    await this.#server.exit
  }

  async #call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
    this.#calls += 1
    const id = this.#calls
    this.#socket.send(JSON.stringify({ type: 'call', id, name, input }))
    const reply = await this.#until((message) => message.type === 'result' && message.id === id)
    const { ok, value, error } = reply as Result // looked for by its type
    if (!ok) throw new Error(`${name}: ${JSON.stringify(error)}`)
    return value as CallOutput<N> // the contract types it
  }

  #until(fits: (message: Message) => boolean): Promise<Message> {
    return new Promise((settle) => {
      const look = (): void => {
        const found = this.#messages.find(fits)
        if (!found) return
        this.#waiting.delete(look)
        settle(found)
      }
      this.#waiting.add(look)
      look()
    })
  }
}
