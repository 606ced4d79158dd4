/**
 * Arguments that a person keeps for a command, in `samples.json` of the data folder: by the command's name, so that its copy
 * in another folder has them too. Never in the workflow's file, which holds what it does and not what it was tried with.
 */
import { join } from 'node:path'
import { z } from 'zod'
import { errorCode } from '#shared/error-code.ts'
import { CallError } from '#shared/ipc/call-error.ts'
import type { Sample } from '#shared/ipc/views/run-views.ts'
import { SharedJsonFile, type SharedJsonFileOptions } from '../files/shared-json-file.ts'

const Stored = z.object({ samples: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.json()))) })
type Stored = z.infer<typeof Stored>
type Kept = Stored['samples'][string]

export interface SamplesOptions extends Pick<SharedJsonFileOptions<Stored>, 'write' | 'now' | 'warn'> {
  readonly home: string
}

export class Samples {
  readonly #file: SharedJsonFile<Stored>

  constructor({ home, write, now, warn }: SamplesOptions) {
    this.#file = new SharedJsonFile<Stored>({
      path: join(home, 'samples.json'),
      empty: { samples: {} },
      parse: (value) => Stored.parse(value),
      write,
      now,
      warn,
      words: {
        what: 'The sample arguments',
        damaged: (keptAt) =>
          `The file of sample arguments was damaged${keptAt === null ? ' and cannot be moved aside' : `. It is kept as ${keptAt}`}.`,
      },
    })
  }

  async list(command: string): Promise<readonly Sample[]> {
    return listed(await this.#file.read(), command)
  }

  /** Throws CallError `samples.not-saved`; then the file is as it was. */
  save(command: string, { name, args }: Sample): Promise<readonly Sample[]> {
    return this.#change(command, ({ [command]: kept = {}, ...others }) => ({
      ...others,
      [command]: { ...kept, [name]: { ...args } },
    }))
  }

  /** Harmless where there is none of that name. Throws as `save`. */
  remove(command: string, name: string): Promise<readonly Sample[]> {
    return this.#change(command, ({ [command]: { [name]: _gone, ...kept } = {}, ...others }) =>
      withKept(others, command, kept),
    )
  }

  /** The command has another name; `stays` where there still is one of the old name. Throws as `save`. */
  async rename(from: string, to: string, { stays }: { readonly stays: boolean }): Promise<void> {
    if ((await this.list(from)).length === 0) return
    await this.#change(to, ({ [from]: moving = {}, ...others }) => ({
      ...others,
      ...(stays && { [from]: moving }),
      [to]: { ...moving, ...others[to] },
    }))
  }

  async #change(command: string, edit: (samples: Stored['samples']) => Stored['samples']): Promise<readonly Sample[]> {
    try {
      return listed(await this.#file.change(({ samples }) => ({ samples: edit(samples) })), command)
    } catch (error) {
      throw notSaved(error, this.#file.path)
    }
  }
}

const withKept = (others: Stored['samples'], command: string, kept: Kept): Stored['samples'] =>
  Object.keys(kept).length === 0 ? others : { ...others, [command]: kept }

function listed({ samples }: Stored, command: string): readonly Sample[] {
  return Object.entries(samples[command] ?? {})
    .map(([name, args]) => ({ name, args }))
    .sort((one, other) => one.name.localeCompare(other.name, 'en'))
}

function notSaved(error: unknown, path: string): unknown {
  const code = errorCode(error) ?? ''
  if (code === '') return error
  const why = code === 'ENOSPC' || code === 'EDQUOT' ? 'the disk is full' : `${path} cannot be written (${code})`
  return new CallError('samples.not-saved', `The arguments were not kept: ${why}. Make room or change its permissions.`)
}
