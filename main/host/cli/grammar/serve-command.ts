import { type Command, InvalidArgumentError } from 'commander'
import type { Ends } from './following.ts'

export function addServeCommand(program: Command, ends: Ends): void {
  program
    .command('serve')
    .description('serve the app to a browser on this machine')
    .option('--port <number>', 'the port; the first free one from 4455 where it is left out', portNumber)
    .action(async ({ port }: { port?: number }) =>
      ends(await (await import('../commands/serve.ts')).serveCommand(port)),
    )
}

function portNumber(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError('A port is a number from 0 to 65535.')
  return port
}
