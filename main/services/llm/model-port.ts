/** The engine's model: the configured server, or the built-in demo model where nothing is configured; decided anew at each call. */

import { NodeError } from '#main/engine/node-error.ts'
import type { Clock } from '#main/engine/ports/clock.ts'
import type { ModelCallbacks, ModelPort } from '#main/engine/ports/model.ts'
import { CallError } from '#shared/ipc/call-error.ts'
import type { ModelInfo } from '#shared/ipc/views/app-views.ts'
import { DEFAULT_CONTEXT_TOKENS, type ModelConfiguration, shownAddress } from './configuration.ts'
import { DemoModel } from './demo-model.ts'
import { listModels, ModelLists } from './model-list.ts'
import { ServerModel } from './server-model.ts'

const STALL_MS = 60_000

export interface ModelServiceOptions {
  readonly clock: Clock
  /** Null: nothing is configured, so the demo model answers. */
  readonly configuration: () => Promise<ModelConfiguration | null>
  /** No byte for this long is `model.stalled`. Default 60 s. */
  readonly stallMs?: number
}

export interface ModelService extends ModelPort {
  /** For the settings screen. Throws CallError with the codes of ModelPort. */
  listModels(baseUrl: string, apiKey: string | undefined): Promise<readonly ModelInfo[]>
}

export function createModelService({ clock, configuration, stallMs = STALL_MS }: ModelServiceOptions): ModelService {
  const server = new ServerModel({ clock, stallMs })
  const demo = new DemoModel(clock)
  const lists = new ModelLists(clock)

  return {
    async stream(request, callbacks, signal) {
      signal.throwIfAborted()
      const configured = await configuration()
      if (!configured) return demo.stream(request, callbacks, signal)
      const model = request.model || configured.model || (await firstListed(configured, lists, callbacks))
      return server.stream(configured, model, request, callbacks, signal)
    },

    async contextTokens(model) {
      const configured = await configuration()
      if (!configured) return DEFAULT_CONTEXT_TOKENS
      const own = model === '' || model === configured.model
      if (own && configured.contextTokens !== undefined) return configured.contextTokens
      const named = model || configured.model
      // An unreachable server is the next call's error, with all its words.
      const list = await lists.of(configured).catch(() => [])
      const listed = named === '' ? list[0] : list.find((entry) => entry.id === named)
      return listed?.contextTokens ?? configured.contextTokens ?? DEFAULT_CONTEXT_TOKENS
    },

    async listModels(baseUrl, apiKey) {
      try {
        return await listModels({ baseUrl, apiKey }, clock)
      } catch (error) {
        throw error instanceof NodeError ? new CallError(error.code, error.message) : error
      }
    },
  }
}

/** An address alone is enough: servers on one's own machine often offer one model. */
async function firstListed(
  configured: ModelConfiguration,
  lists: ModelLists,
  callbacks: ModelCallbacks,
): Promise<string> {
  const first = (await lists.of(configured))[0]
  if (!first) {
    throw new NodeError(
      'model.not-found',
      `No model is chosen, and the server at ${shownAddress(configured.baseUrl)} lists none. Choose one under Settings > Model, or name it in SLASHFLOW_MODEL.`,
      { retryable: false },
    )
  }
  callbacks.notice(
    'model.chosen',
    `No model is chosen, so ${first.id} answered: the first that the server lists. Choose another under Settings > Model.`,
  )
  return first.id
}
