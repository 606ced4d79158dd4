/**
 * Which contents a person trusted, in `trust.json` of the data folder.
 *
 * The hash is over the workflow without its layout, as RFC 8785 text: moving a node, or writing the file in another way,
 * asks nobody again; any other difference does.
 */
import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { z } from 'zod'
import { keptBy } from '#shared/kept-by.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { SharedJsonFile, type SharedJsonFileOptions } from '../files/shared-json-file.ts'

const TrustFile = z.object({ trusted: z.record(z.string(), z.object({ name: z.string(), at: z.string() })) })
type TrustFile = z.infer<typeof TrustFile>

/** What was read stays as it is, and is asked about with each list and each Save. */
export const trustHash = keptBy((workflow: Workflow): string => {
  const { layout: _, ...meaning } = workflow
  return createHash('sha256').update(canonicalFields(meaning)).digest('hex')
})

/** `canonicalize` of the whole, made of the texts of its parts: of most of them it is known. */
export function canonicalFields(meaning: Omit<Workflow, 'layout'>): string {
  const fields = Object.entries(meaning)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([key, value]) =>
        `${JSON.stringify(key)}:${key === 'nodes' || key === 'edges' ? listText(value) : canonicalize(value)}`,
    )
  return `{${fields.join(',')}}`
}

const listText = (parts: unknown): string => `[${(parts as readonly object[]).map(partText).join(',')}]` // nodes or edges

const partText = keptBy((part: object): string => canonicalize(part) ?? '')

export type TrustStoreOptions = Pick<SharedJsonFileOptions<TrustFile>, 'path' | 'write' | 'now' | 'warn'>

/** Whatever is wrong with the file, the answer is to trust less, never more. */
export class TrustStore {
  readonly #options: TrustStoreOptions
  readonly #file: SharedJsonFile<TrustFile>

  constructor(options: TrustStoreOptions) {
    const { path, write, now, warn } = options
    this.#options = options
    this.#file = new SharedJsonFile<TrustFile>({
      path,
      empty: { trusted: {} },
      parse: (value) => TrustFile.parse(value),
      write,
      now,
      warn,
      words: {
        what: 'The trusted commands',
        damaged: (keptAt) =>
          `The list of trusted commands was damaged${keptAt === null ? '' : ` and is kept as ${keptAt}`}. Commands that you had trusted ask again.`,
      },
    })
  }

  /** Read anew: other processes share the file. */
  async hashes(): Promise<ReadonlySet<string>> {
    return new Set(Object.keys((await this.#file.read()).trusted))
  }

  /** Calls back when what is trusted may be something else, whoever changed it. */
  watch(listener: () => void): () => void {
    return this.#file.watch(listener)
  }

  /** Throws the system's errors. */
  async add(workflow: Workflow): Promise<void> {
    const entry = { name: workflow.name, at: new Date(this.#options.now()).toISOString() }
    await this.#file.change(({ trusted }) => ({ trusted: { ...trusted, [trustHash(workflow)]: entry } }))
  }
}
