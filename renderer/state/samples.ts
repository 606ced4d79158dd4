/** Arguments kept for commands, in the data folder. */
import { create } from 'zustand'
import type { Sample } from '#shared/ipc/views/run-views.ts'
import { bridge } from '../bridge/bridge.ts'

export const useSamples = create<{ readonly byCommand: Readonly<Record<string, readonly Sample[]>> }>(() => ({
  byCommand: {},
}))

export async function readSamples(command: string): Promise<void> {
  put(command, await bridge.call('samples.list', { command }))
}

/** Rejects with a CallError that says why they were not kept. */
export async function saveSample(command: string, { name, args }: Sample): Promise<void> {
  put(command, await bridge.call('samples.save', { command, name, args: { ...args } }))
}

export async function removeSample(command: string, name: string): Promise<void> {
  put(command, await bridge.call('samples.remove', { command, name }))
}

function put(command: string, samples: readonly Sample[]): void {
  useSamples.setState(({ byCommand }) => ({ byCommand: { ...byCommand, [command]: samples } }))
}
