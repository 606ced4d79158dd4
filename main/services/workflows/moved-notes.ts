/**
 * Where what a person renamed or moved went: a note for each ref that it had, in `moved/` of the data folder. A window that is
 * left open over a restart of its host, or belongs to another process, would take the rename for a deletion.
 */
import { createHash } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { makeFolder } from '../../engine/make-folder.ts'

const Note = z.object({ from: z.string(), to: z.string(), hash: z.string() })

export class MovedNotes {
  readonly #folder: string

  constructor(home: string) {
    this.#folder = join(home, 'moved')
  }

  /** `hash` of what it was there. What cannot be noted down is found as any other program's rename is, if at all. */
  async note(from: string, to: string, hash: string): Promise<void> {
    // Something stands there now.
    await rm(this.#path(to), { force: true }).catch(() => undefined)
    try {
      makeFolder(this.#folder)
      await writeFile(this.#path(from), JSON.stringify({ from, to, hash }), { mode: 0o600 })
    } catch {
      return
    }
  }

  /** Where this content of `ref` is, over as many moves as there were; undefined where nobody moved it. */
  async whereTo(ref: string, hash: string): Promise<string | undefined> {
    const first = await this.#of(ref)
    // Another may have come to stand there since, and be gone too.
    if (first?.hash !== hash) return undefined
    let { to } = first
    const seen = new Set([ref, to])
    for (let next = await this.#of(to); next && !seen.has(next.to); next = await this.#of(to)) {
      to = next.to
      seen.add(to)
    }
    return to
  }

  async #of(ref: string): Promise<z.infer<typeof Note> | undefined> {
    try {
      return Note.parse(JSON.parse(await readFile(this.#path(ref), 'utf8')))
    } catch {
      return undefined
    }
  }

  #path(ref: string): string {
    return join(this.#folder, `${createHash('sha256').update(ref).digest('hex').slice(0, 20)}.json`)
  }
}
