/** The built command line: from starting the process to the first finished run, beside a bare Node. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Home, ROOT } from '#test/support/home.ts'
import { BUILT_ENTRY } from '#test/support/slashflow-process.ts'
import { figuresOf, type Row } from './figures.ts'
import { chain } from './workflow-files.ts'

const ROUNDS = 30

export async function cliStart(): Promise<Row[]> {
  const home = new Home()
  const file = home.write('one.flow.json', chain('one', 1))
  const toFinish: number[] = []
  const bare: number[] = []
  for (let round = 0; round < ROUNDS + 2; round += 1) {
    const finished = await timeTo([BUILT_ENTRY, 'run', file, '--json'], home.env(), 'run.succeeded')
    const empty = await timeTo(['-e', 'console.log("here")'], home.env(), 'here')
    // The first two fill caches of the disk and of the compiler.
    if (round < 2) continue
    toFinish.push(finished)
    bare.push(empty)
  }
  home.remove()
  return [
    {
      what: 'CLI, process start to first finished run (built)',
      goal: '≤ 120',
      unit: 'ms',
      figures: figuresOf(toFinish),
    },
    { what: 'bare Node, process start to first output', goal: 'comparison', unit: 'ms', figures: figuresOf(bare) },
  ]
}

async function timeTo(args: readonly string[], env: Record<string, string>, said: string): Promise<number> {
  const begun = performance.now()
  const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'inherit'] })
  const exit = once(child, 'exit')
  let text = ''
  for await (const piece of child.stdout) {
    text += String(piece)
    if (text.includes(said)) break
  }
  const ms = performance.now() - begun
  child.stdout.resume()
  await exit
  return ms
}
