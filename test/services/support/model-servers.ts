/** Model services on servers of a test, which end with it. */
import { LLMock } from '@copilotkit/aimock'
import { onTestFinished } from 'vitest'
import { createModelService, type ModelService } from '#main/services/llm/model-port.ts'
import { systemClock } from '#main/services/system/system-clock.ts'
import { type FaultyServer, faultyServer, type Reply } from './faulty-server.ts'

export const serviceAt = (
  baseUrl: string,
  more: { model?: string; apiKey?: string; contextTokens?: number } = {},
): ModelService =>
  createModelService({
    clock: systemClock,
    configuration: async () => ({
      baseUrl,
      apiKey: more.apiKey,
      model: more.model ?? 'tiny',
      contextTokens: more.contextTokens,
    }),
  })

/** A server that answers so, one reply after the other. */
export async function faulty(...replies: readonly Reply[]): Promise<{ server: FaultyServer; service: ModelService }> {
  const server = await faultyServer(...replies)
  onTestFinished(() => server.close())
  return { server, service: serviceAt(server.baseUrl, { apiKey: 'sk-very-secret' }) }
}

/** A server that follows the protocol. */
export async function mock(): Promise<{ mock: LLMock; service: ModelService }> {
  const server = await LLMock.create({ port: 0, logLevel: 'silent' })
  onTestFinished(async () => void (await server.stop()))
  return { mock: server, service: serviceAt(`${server.url}/v1`, { apiKey: 'sk-test', model: 'gpt-4o' }) }
}
