/** The adapters of a test: real programs, real files, a model server over HTTP. */
import type { Adapters } from '#main/engine/kind.ts'
import type { Notification } from '#main/engine/ports/notifier.ts'
import type { SecretsPort } from '#main/engine/ports/secrets.ts'
import { createFilesService } from '#main/services/files/files-port.ts'
import { createModelService } from '#main/services/llm/model-port.ts'
import { createProcessService } from '#main/services/processes/process-port.ts'
import { systemClock } from '#main/services/system/system-clock.ts'
import { DONE, delta, type Reply, streams } from '#test/services/support/faulty-server.ts'

export interface RealAdaptersOptions {
  readonly baseUrl: string
  readonly contextTokens?: number
  readonly secrets?: Readonly<Record<string, string>>
  readonly notified?: (notification: Notification) => void
}

export function realAdapters({
  baseUrl,
  contextTokens = 32_768,
  secrets = {},
  notified,
}: RealAdaptersOptions): Omit<Adapters, 'memory' | 'workflows'> {
  const configuration = { baseUrl, apiKey: undefined, model: 'tiny', contextTokens }
  return {
    model: createModelService({ clock: systemClock, configuration: async () => configuration }),
    process: createProcessService({ clock: systemClock, env: process.env }),
    files: createFilesService(),
    secrets: knownSecrets(secrets),
    notifier: {
      notify: async (notification) => {
        notified?.(notification)
        return { delivered: true }
      },
    },
  }
}

/** The operating system's store is not there on every machine that tests. */
function knownSecrets(known: Readonly<Record<string, string>>): SecretsPort {
  const placeholder = (name: string, runId: string): string => `<<${runId}:${name}>>`
  return {
    placeholder,
    fill: async (text, runId) =>
      Object.entries(known).reduce(
        (filled, [name, secret]) => filled.replaceAll(placeholder(name, runId), secret),
        text,
      ),
    redact: (text) =>
      Object.entries(known).reduce((shown, [name, secret]) => shown.replaceAll(secret, `[${name}]`), text),
  }
}

/** A whole answer of the model, streamed. */
export const answers = (text: string, finishReason = 'stop'): Reply =>
  streams(delta(text), delta('', finishReason), DONE)
