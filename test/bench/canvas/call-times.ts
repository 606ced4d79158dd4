/** How long a page's calls take until the host has answered, by what goes over its socket. */
import type { CDPSession } from '@playwright/test'

interface Message {
  readonly type?: string
  readonly id?: string
  readonly name?: string
}

const POLL_MS = 10

export class CallTimes {
  readonly #open = new Map<string, { readonly name: string; readonly at: number }>()
  readonly #took = new Map<string, number[]>()

  static async of(session: CDPSession): Promise<CallTimes> {
    const times = new CallTimes()
    session.on('Network.webSocketFrameSent', ({ timestamp, response }) => times.#sent(response.payloadData, timestamp))
    session.on('Network.webSocketFrameReceived', ({ timestamp, response }) =>
      times.#received(response.payloadData, timestamp),
    )
    await session.send('Network.enable')
    return times
  }

  /** Milliseconds that each call of this name took. */
  took(name: string): readonly number[] {
    return this.#took.get(name) ?? []
  }

  /** Resolves when the next one that is asked for from now on is answered. */
  async next(name: string): Promise<void> {
    const before = this.took(name).length
    while (this.took(name).length === before) await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }

  #sent(text: string, seconds: number): void {
    const { type, id = '', name = '' }: Message = JSON.parse(text)
    if (type === 'call') this.#open.set(id, { name, at: seconds })
  }

  #received(text: string, seconds: number): void {
    const { type, id = '' }: Message = JSON.parse(text)
    const call = this.#open.get(id)
    if (type !== 'result' || !call) return
    this.#open.delete(id)
    this.#took.set(call.name, [...this.took(call.name), (seconds - call.at) * 1_000])
  }
}
