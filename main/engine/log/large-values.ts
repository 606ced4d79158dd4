/** Large values of a log: those that wait for the next commit, those read lately, and the rest in the store. */
import { createHash } from 'node:crypto'
import type { BlobRef } from '#shared/events/blob.ts'
import type { Json } from '#shared/json.ts'
import { type BlobSink, DATA_LIMIT, externalise, hydrate, roomAfter } from './blobs.ts'
import { type LargeString, LargeStrings } from './large-strings.ts'

const CACHED_BLOBS = 64

export class LargeValues implements BlobSink {
  readonly #read: (hash: string) => string | undefined
  readonly #cached = new Map<string, string>()
  #staged = new Map<string, string>()
  readonly #strings = new LargeStrings()
  readonly #valueOf = (reference: BlobRef) => this.#value(reference)

  constructor(read: (hash: string) => string | undefined) {
    this.#read = read
  }

  get staged(): ReadonlyMap<string, string> {
    return this.#staged
  }

  stored(): void {
    if (this.#staged.size > 0) this.#staged = new Map()
  }

  put(hash: string, body: string): void {
    this.#staged.set(hash, body)
    this.#remember(hash, body)
  }

  known(value: string): LargeString | undefined {
    return this.#strings.of(value)
  }

  #value(reference: BlobRef): Json {
    const known = this.#strings.withHash(reference.$blob)
    if (known) return known.value
    const body = this.text(reference.$blob)
    const value = JSON.parse(body) as Json // the text of one
    if (typeof value === 'string') this.#strings.keep({ value, body, reference })
    return value
  }

  /** Returns the hash under which the text is kept. */
  keep(text: string): string {
    const hash = createHash('sha256').update(text).digest('hex')
    this.put(hash, text)
    return hash
  }

  whole(value: Json): Json {
    return hydrate(value, this.#valueOf)
  }

  text(hash: string): string {
    const known = this.#staged.get(hash) ?? this.#cached.get(hash)
    if (known !== undefined) return known
    const body = this.#read(hash)
    if (body === undefined)
      throw new Error(`The value ${hash.slice(0, 12)}… is missing beside the log. Run "slashflow verify".`)
    this.#remember(hash, body)
    return body
  }

  /** Each field of `data` by itself where the whole is too large, so that an event keeps its shape. */
  fitData<T extends object>(data: T): T {
    return roomAfter(data, DATA_LIMIT) >= 0 ? data : this.#fitLarge(data)
  }

  #fitLarge<T extends object>(data: T): T {
    const fitted = externalise(data as unknown as Json, this) // event data is JSON by its schema
    return (typeof fitted === 'object' && fitted !== null && '$blob' in fitted ? this.#fieldwise(data) : fitted) as T
  }

  #fieldwise(data: object): object {
    return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, externalise(value, this, 8_192)]))
  }

  #remember(hash: string, body: string): void {
    this.#cached.set(hash, body)
    if (this.#cached.size <= CACHED_BLOBS) return
    const oldest = this.#cached.keys().next().value
    if (oldest !== undefined) this.#cached.delete(oldest)
  }
}
