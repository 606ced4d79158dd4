/**
 * Secrets for the engine: it sees placeholders only.
 *
 *   A1. A placeholder holds a mac over name and run. Text from outside (a file, a model, another run) cannot forge one,
 *       so it cannot have a secret filled in.
 *   A2. What was filled in for a run is known from then on, and taken out of everything that the run says.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { NodeError } from '#main/engine/node-error.ts'
import type { SecretsPort } from '#main/engine/ports/secrets.ts'
import { createRedactor, type Redactor } from './redaction.ts'

const PLACEHOLDER = /⟦secret:([^:⟦⟧]+):([0-9a-f]{32})⟧/g
const MAC_CHARACTERS = 32

export interface SecretsServiceOptions {
  /** Read at the first placeholder. */
  readonly key: () => Uint8Array
  readonly lookUp: (name: string) => Promise<string | undefined>
}

/** Redacts a text that comes in pieces. */
export interface RedactedStream {
  /** What may be shown by now; the beginning of a secret is held back. */
  push(piece: string): string
  end(): string
}

export interface SecretsService extends SecretsPort {
  redactStream(runId: string): RedactedStream
  /** The run has ended, and nothing more of it is said. */
  forget(runId: string): void
}

interface RunSecrets {
  readonly filled: Map<string, string>
  redactor: Redactor
}

export function createSecretsService({ key, lookUp }: SecretsServiceOptions): SecretsService {
  let loaded: Uint8Array | undefined
  const runs = new Map<string, RunSecrets>()

  const macOf = (name: string, runId: string): string => {
    loaded ??= key()
    return createHmac('sha256', loaded).update(`${runId}\n${name}`).digest('hex').slice(0, MAC_CHARACTERS)
  }

  function remember(runId: string, name: string, secret: string): void {
    const filled = runs.get(runId)?.filled ?? new Map<string, string>()
    if (filled.get(name) === secret) return
    filled.set(name, secret)
    runs.set(runId, { filled, redactor: createRedactor(filled, (of) => `[secret ${of}]`) })
  }

  async function secretFor(name: string, runId: string): Promise<string> {
    const secret = await lookUp(name)
    if (secret === undefined) {
      throw new NodeError(
        'secret.missing',
        `There is no secret named ${name}. Set the environment variable SLASHFLOW_SECRET_${name} and start again.`,
        { retryable: false },
      )
    }
    remember(runId, name, secret)
    return secret
  }

  return {
    placeholder: (name, runId) => `⟦secret:${name}:${macOf(name, runId)}⟧`,

    async fill(text, runId) {
      const genuine = new Map<string, string>()
      for (const [whole, name = '', mac = ''] of text.matchAll(PLACEHOLDER)) {
        if (!genuine.has(whole) && timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(name, runId)))) {
          genuine.set(whole, await secretFor(name, runId))
        }
      }
      // In one pass over the original: a secret is never searched for placeholders itself.
      return text.replace(PLACEHOLDER, (whole) => genuine.get(whole) ?? whole)
    },

    redact: (text, runId) => runs.get(runId)?.redactor.redact(text) ?? text,

    redactStream(runId) {
      let held = ''
      return {
        push(piece) {
          const redactor = runs.get(runId)?.redactor
          if (!redactor) return piece
          const text = redactor.redact(held + piece)
          const keep = redactor.held(text)
          held = text.slice(text.length - keep)
          return text.slice(0, text.length - keep)
        },
        end() {
          const rest = held
          held = ''
          return rest
        },
      }
    },

    forget: (runId) => void runs.delete(runId),
  }
}
