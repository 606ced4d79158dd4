// Imported as a whole, because older versions of Node lack the compile cache. It must be on before anything else is loaded.
import module from 'node:module'

/** They stay, and read many values. */
const STAYING: ReadonlySet<string> = new Set(['serve', 'worker'])

module.enableCompileCache?.()
void start()

/** No `await` at the top: what is built of this is CommonJS (vite.config.ts). */
async function start(): Promise<void> {
  if (!STAYING.has(process.argv[2] ?? '')) await import('./zod-uncompiled.ts')
  const [{ runProgram }, { leave, surviveClosedOutput }] = await Promise.all([
    import('./program.ts'),
    import('./terminal.ts'),
  ])
  surviveClosedOutput()
  await leave(await runProgram(process.argv.slice(2)))
}
