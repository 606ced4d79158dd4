/** The engine of the benches as one file, as it ships: the peers' harness measures the start of the process too. */
import { builtinModules } from 'node:module'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

export default defineConfig({
  root: fileURLToPath(new URL('../../..', import.meta.url)),
  build: {
    ssr: 'test/bench/peers/bench-engine.ts',
    outDir: 'out/bench',
    emptyOutDir: true,
    target: 'node24',
    rolldownOptions: {
      external: [...builtinModules, /^node:/, '@photostructure/sqlite', '@napi-rs/keyring'],
      output: { entryFileNames: 'bench-engine.js' },
    },
  },
  ssr: { noExternal: true, external: ['@photostructure/sqlite', '@napi-rs/keyring'] },
})
