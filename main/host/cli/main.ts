// Imported as a whole, because older versions of Node lack the compile cache. It must be on before anything else is loaded.
import module from 'node:module'

module.enableCompileCache?.()
void start()

/** No `await` at the top: what is built of this is CommonJS (vite.config.ts). */
async function start(): Promise<void> {
  const [{ runProgram }, { leave, surviveClosedPipes }] = await Promise.all([
    import('./program.ts'),
    import('./terminal.ts'),
  ])
  surviveClosedPipes()
  await leave(await runProgram(process.argv.slice(2)))
}
