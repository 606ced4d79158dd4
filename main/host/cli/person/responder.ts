import type { Bridge } from '#shared/ipc/contract.ts'
import type { Printer } from '../print/printer.ts'
import type { Terminal } from '../terminal.ts'
import { type GivenAnswers, responseByOptions } from './by-options.ts'
import type { Responder } from './response.ts'

export interface ResponderOptions {
  readonly bridge: Bridge
  readonly terminal: Terminal
  readonly printer: Printer
  readonly given: GivenAnswers
  /** Where questions go. */
  readonly output: NodeJS.WriteStream
}

/** What was given with the command first; then, where somebody is there and wants to be asked, that person. */
export function responder({ bridge, terminal, printer, given, output }: ResponderOptions): Responder {
  // An answer that was refused once would be refused again.
  const tried = new Set<string>()
  return async (wait, signal) => {
    const isFirst = !tried.has(wait.id)
    tried.add(wait.id)
    const byOptions = isFirst ? responseByOptions(wait, given) : undefined
    if (byOptions) return byOptions
    if (!terminal.interactive || given.approve !== 'ask') return undefined
    const { askPerson } = await import('./at-terminal.ts')
    const goOn = printer.pause()
    try {
      return await askPerson(wait, { bridge, terminal, output, signal })
    } finally {
      goOn()
    }
  }
}
