/** The models that a server offers, and how much each takes, by `GET …/models`. */
import { z } from 'zod'
import { NodeError } from '#main/engine/node-error.ts'
import type { Clock } from '#main/engine/ports/clock.ts'
import type { ModelInfo } from '#shared/ipc/views/app-views.ts'
import { type ModelConfiguration, shownAddress } from './configuration.ts'
import { type CallPlace, callError, errorBody, malformed } from './server-error.ts'

const LIST_LIMIT_MS = 10_000
/** Servers load other models while the app runs. */
const LIST_KEPT_MS = 5 * 60_000
/** A server that was not there is asked again soon, but not before every prompt. */
const FAILURE_KEPT_MS = 30_000

const Tokens = z.int().positive().optional().catch(undefined)
/** Where servers say how many tokens a model takes: vLLM, OpenRouter, LM Studio, llama.cpp. */
const ListedModel = z.object({
  id: z.string(),
  loaded_context_length: Tokens,
  max_model_len: Tokens,
  context_length: Tokens,
  max_context_length: Tokens,
  context_window: Tokens,
  meta: z.object({ n_ctx: Tokens, n_ctx_train: Tokens }).optional().catch(undefined),
})
const List = z.object({ data: z.array(ListedModel) })

/** Sorted by id. Throws NodeError as a call does. */
export async function listModels(
  server: Pick<ModelConfiguration, 'baseUrl' | 'apiKey'>,
  clock: Clock,
  signal?: AbortSignal,
): Promise<readonly ModelInfo[]> {
  const place: CallPlace = { ...server, model: '', characters: 0, answered: false }
  const limit = new AbortController()
  const cancelTimer = clock.setTimer(clock.now() + LIST_LIMIT_MS, () =>
    limit.abort(
      new NodeError(
        'model.unreachable',
        `The model server at ${shownAddress(server.baseUrl)} did not send its list of models within ${LIST_LIMIT_MS / 1_000} s. Is it running? Check Settings > Model.`,
      ),
    ),
  )
  const abort = (): void => limit.abort(signal?.reason)
  signal?.addEventListener('abort', abort, { once: true })
  try {
    signal?.throwIfAborted()
    return await readList(server, place, limit.signal)
  } catch (error) {
    if (limit.signal.aborted) throw limit.signal.reason
    throw callError(error, place, clock.now())
  } finally {
    cancelTimer()
    signal?.removeEventListener('abort', abort)
  }
}

async function readList(
  server: Pick<ModelConfiguration, 'baseUrl' | 'apiKey'>,
  place: CallPlace,
  signal: AbortSignal,
): Promise<readonly ModelInfo[]> {
  const response = await fetch(`${server.baseUrl.replace(/\/+$/, '')}/models`, {
    headers: {
      accept: 'application/json',
      ...(server.apiKey !== undefined && { authorization: `Bearer ${server.apiKey}` }),
    },
    signal,
  })
  const text = await response.text()
  if (response.status === 404) {
    throw new NodeError(
      'model.not-found',
      `There is no list of models at ${shownAddress(server.baseUrl)}/models (404). Check the address under Settings > Model: it usually ends in /v1.`,
      { retryable: false },
    )
  }
  if (!response.ok) throw { status: response.status, error: errorBody(text), headers: response.headers } // as the library shapes a refusal
  const list = List.safeParse(parsed(text))
  if (!list.success) throw malformed(place, 'its list of models has another shape')
  return list.data.data.map(modelInfo).sort((a, b) => a.id.localeCompare(b.id))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function modelInfo(model: z.infer<typeof ListedModel>): ModelInfo {
  const contextTokens =
    model.loaded_context_length ??
    model.meta?.n_ctx ??
    model.max_model_len ??
    model.context_length ??
    model.max_context_length ??
    model.context_window ??
    model.meta?.n_ctx_train
  return { id: model.id, ...(contextTokens !== undefined && { contextTokens }) }
}

/** Keeps each server's list for a while, so that a prompt does not wait for it. */
export class ModelLists {
  readonly #clock: Clock
  readonly #lists = new Map<string, { readonly until: number; readonly list: Promise<readonly ModelInfo[]> }>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Rejects as `listModels` does. */
  async of(server: Pick<ModelConfiguration, 'baseUrl' | 'apiKey'>): Promise<readonly ModelInfo[]> {
    const now = this.#clock.monotonic()
    const kept = this.#lists.get(server.baseUrl)
    if (kept && kept.until > now) return kept.list
    const list = listModels(server, this.#clock)
    this.#lists.set(server.baseUrl, { until: now + LIST_KEPT_MS, list })
    list.catch(() => this.#lists.set(server.baseUrl, { until: now + FAILURE_KEPT_MS, list }))
    return list
  }
}
