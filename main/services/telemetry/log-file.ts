/**
 * Lines appended to `logs/slashflow-<date>.jsonl` of the data folder, by all its processes. A file that has grown too
 * large is followed by a numbered one, and the oldest are removed. A log that cannot be written stops no work.
 */

import { appendFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { makePrivateFolder } from '../../engine/make-folder.ts'

export const LARGEST_LOG_BYTES = 10 * 1024 * 1024
export const MOST_LOG_FILES = 10
const NAME = /^slashflow-(\d{4}-\d{2}-\d{2})(?:\.(\d+))?\.jsonl$/

export class LogFile {
  readonly #folder: string
  readonly #now: () => number
  #date = ''
  #number = 0
  #bytes = 0

  constructor(home: string, now: () => number) {
    this.#folder = join(home, 'logs')
    this.#now = now
  }

  append(line: string): void {
    try {
      const bytes = Buffer.byteLength(line) + 1
      this.#turnTo(new Date(this.#now()).toISOString().slice(0, 10), bytes)
      appendFileSync(this.#path(), `${line}\n`, { mode: 0o600 })
      this.#bytes += bytes
    } catch {
      // A full disk is told where it matters: by the event log.
    }
  }

  #turnTo(date: string, bytes: number): void {
    if (date !== this.#date) {
      this.#date = date
      makePrivateFolder(this.#folder)
      this.#number = this.#latest()
      this.#bytes = this.#size()
      this.#removeOldest()
    }
    while (this.#bytes > 0 && this.#bytes + bytes > LARGEST_LOG_BYTES) {
      this.#number += 1
      this.#bytes = this.#size()
      this.#removeOldest()
    }
  }

  #path(): string {
    return join(this.#folder, `slashflow-${this.#date}${this.#number === 0 ? '' : `.${this.#number}`}.jsonl`)
  }

  #size(): number {
    return statSync(this.#path(), { throwIfNoEntry: false })?.size ?? 0
  }

  #latest(): number {
    return Math.max(0, ...this.#files().flatMap(({ date, number }) => (date === this.#date ? [number] : [])))
  }

  #files(): readonly { readonly name: string; readonly date: string; readonly number: number }[] {
    return readdirSync(this.#folder).flatMap((name) => {
      const [whole, date = '', number = '0'] = NAME.exec(name) ?? []
      return whole === undefined ? [] : [{ name, date, number: Number(number) }]
    })
  }

  #removeOldest(): void {
    const files = [...this.#files()].sort((a, b) => a.date.localeCompare(b.date) || a.number - b.number)
    // One place is for the file that is begun now.
    for (const { name } of files.slice(0, Math.max(0, files.length - MOST_LOG_FILES + 1)))
      if (join(this.#folder, name) !== this.#path()) rmSync(join(this.#folder, name), { force: true })
  }
}
