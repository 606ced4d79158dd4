/**
 * Which contents a person trusted, in `trust.json` of the data folder.
 *
 * The hash is over the workflow without its layout, as RFC 8785 text: moving a node, or writing the file in another way,
 * asks nobody again; any other difference does.
 */
import { createHash } from 'node:crypto'
import { readFile, rename } from 'node:fs/promises'
import canonicalize from 'canonicalize'
import { z } from 'zod'
import type { Workflow } from '#shared/workflow/workflow.ts'

const TrustFile = z.object({ trusted: z.record(z.string(), z.object({ name: z.string(), at: z.string() })) })
type Trusted = z.infer<typeof TrustFile>['trusted']

export function trustHash(workflow: Workflow): string {
  const { layout: _, ...meaning } = workflow
  return createHash('sha256')
    .update(canonicalize(meaning) ?? '')
    .digest('hex')
}

export interface TrustStoreOptions {
  readonly path: string
  readonly write: (path: string, text: string) => Promise<void>
  readonly now: () => number
  readonly warn: (warning: string) => void
}

export class TrustStore {
  readonly #options: TrustStoreOptions
  #changes: Promise<unknown> = Promise.resolve()

  constructor(options: TrustStoreOptions) {
    this.#options = options
  }

  /** Read anew: other processes share the file. */
  async hashes(): Promise<ReadonlySet<string>> {
    return new Set(Object.keys(await this.#read()))
  }

  /** Throws the system's errors. */
  add(workflow: Workflow): Promise<void> {
    const change = this.#changes.then(async () => {
      const { path, write, now } = this.#options
      const trusted = {
        ...(await this.#read()),
        [trustHash(workflow)]: { name: workflow.name, at: new Date(now()).toISOString() },
      }
      await write(path, `${JSON.stringify({ trusted }, null, 2)}\n`)
    })
    this.#changes = change.catch(() => {})
    return change
  }

  /** Whatever is wrong with the file, the answer is to trust less, never more. */
  async #read(): Promise<Trusted> {
    const { path, now, warn } = this.#options
    const text = await readFile(path, 'utf8').catch(() => null)
    if (text === null) return {}
    try {
      return TrustFile.parse(JSON.parse(text)).trusted
    } catch {
      const aside = `${path}.damaged-${new Date(now()).toISOString().replaceAll(':', '-')}`
      const moved = await rename(path, aside).then(
        () => true,
        () => false,
      )
      warn(
        `The list of trusted commands was damaged${moved ? ` and is kept as ${aside}` : ''}. Commands that you had trusted ask again.`,
      )
      return {}
    }
  }
}
