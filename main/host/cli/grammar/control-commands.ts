import type { Command } from 'commander'
import type { Ends } from './following.ts'

/** For a run that is under way, wherever it lives. */
export function addControlCommands(program: Command, ends: Ends): void {
  program
    .command('stop <run>')
    .description('stop a run, and say what was stopped')
    .option('--undo', 'also undo what it has done')
    .option('--node <node>', 'stop this node alone')
    .option('--at-checkpoint', 'let it go on to its next checkpoint, and hold there')
    .action(async (run: string, flags: { undo?: boolean; node?: string; atCheckpoint?: boolean }) => {
      const { stopCommand } = await import('../commands/stop.ts')
      const { undo = false, node, atCheckpoint = false } = flags
      ends(await stopCommand(run, { undo, node, atCheckpoint }))
    })
  program
    .command('pause <run>')
    .description('let nothing new start in a run; resume goes on')
    .action(async (run: string) => ends(await (await import('../commands/pause.ts')).pauseCommand(run)))
  program
    .command('step <run> [node]')
    .description('let one held node of a paused run go on')
    .action(async (run: string, node: string | undefined) =>
      ends(await (await import('../commands/step.ts')).stepCommand(run, node)),
    )
  program
    .command('worker')
    .description('go on with open runs, hear events and take detached runs, without a window')
    .option('--until-idle', 'end when nothing can go on without a person')
    .action(async ({ untilIdle = false }: { untilIdle?: boolean }) =>
      ends(await (await import('../commands/worker.ts')).workerCommand(untilIdle)),
    )
}
