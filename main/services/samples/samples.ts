/**
 * Arguments that a person keeps for a command, in `samples.json` of the data folder: by the command's name, so that its copy
 * in another folder has them too. Never in the workflow's file, which holds what it does and not what it was tried with.
 */
import { readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { CallError } from '#shared/ipc/call-error.ts'
import type { Sample } from '#shared/ipc/views.ts'

const FILE = 'samples.json'
const Stored = z.object({ samples: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.json()))) })
type Stored = z.infer<typeof Stored>['samples']

export interface SamplesOptions {
  readonly home: string
  /** Replaces a file as a whole; makes its folder. */
  readonly write: (path: string, text: string) => Promise<void>
  readonly now: () => number
  readonly warn: (warning: string) => void
}

export class Samples {
  readonly #options: SamplesOptions
  readonly #path: string
  #changes: Promise<unknown> = Promise.resolve()

  constructor(options: SamplesOptions) {
    this.#options = options
    this.#path = join(options.home, FILE)
  }

  async list(command: string): Promise<readonly Sample[]> {
    return listed(await this.#read(), command)
  }

  /** Throws CallError `samples.not-saved`; then the file is as it was. */
  save(command: string, { name, args }: Sample): Promise<readonly Sample[]> {
    return this.#change(command, (kept) => ({ ...kept, [name]: { ...args } }))
  }

  /** Harmless where there is none of that name. Throws as `save`. */
  remove(command: string, name: string): Promise<readonly Sample[]> {
    return this.#change(command, ({ [name]: _gone, ...kept }) => kept)
  }

  /** One change after the other; the file is read anew, for other processes write it too. */
  #change(command: string, edit: (kept: Stored[string]) => Stored[string]): Promise<readonly Sample[]> {
    const change = this.#changes.then(async () => {
      const { [command]: kept = {}, ...others } = await this.#read()
      const edited = edit(kept)
      const samples = Object.keys(edited).length === 0 ? others : { ...others, [command]: edited }
      try {
        await this.#options.write(this.#path, `${JSON.stringify({ samples }, null, 2)}\n`)
      } catch (error) {
        throw notSaved(error, this.#path)
      }
      return listed(samples, command)
    })
    this.#changes = change.catch(() => {})
    return change
  }

  async #read(): Promise<Stored> {
    const text = await readFile(this.#path, 'utf8').catch(() => null)
    if (text === null) return {}
    try {
      return Stored.parse(JSON.parse(text)).samples
    } catch {
      return this.#keepAside()
    }
  }

  async #keepAside(): Promise<Stored> {
    const aside = `${this.#path}.damaged-${new Date(this.#options.now()).toISOString().replaceAll(':', '-')}`
    await rename(this.#path, aside).catch(() => {}) // another process was first
    this.#options.warn(`The sample arguments in ${this.#path} were damaged. They are kept as ${aside}.`)
    return {}
  }
}

function listed(stored: Stored, command: string): readonly Sample[] {
  return Object.entries(stored[command] ?? {})
    .map(([name, args]) => ({ name, args }))
    .sort((one, other) => one.name.localeCompare(other.name, 'en'))
}

function notSaved(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === '') return error
  const why = code === 'ENOSPC' || code === 'EDQUOT' ? 'the disk is full' : `${path} cannot be written (${code})`
  return new CallError('samples.not-saved', `The arguments were not kept: ${why}. Make room or change its permissions.`)
}
