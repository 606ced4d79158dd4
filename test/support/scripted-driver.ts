/** Engines on data folders of their own, whose work a test writes. Each ends with its test, which fails where one had a bug. */
import { expect, onTestFinished } from 'vitest'
import { EngineDriver } from './engine-driver.ts'
import { engineKinds, type Script } from './engine-kinds.ts'

export function driver(script: Script = async () => undefined): EngineDriver {
  const made = new EngineDriver(engineKinds(script))
  onTestFinished(async () => {
    expect(made.bugs).toEqual([])
    await made.close()
  })
  return made
}

/** Work that ends only when it is aborted. */
export const until = (signal: AbortSignal) =>
  new Promise<never>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
