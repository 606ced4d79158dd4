import { resolve } from 'node:path'
import { defineConfig } from 'vite'

/** The command line and the web host as one program for plain Node: out/cli/slashflow.js, with lazy chunks beside it. */
export default defineConfig({
  root: resolve(import.meta.dirname, '../../..'),
  publicDir: false,
  // Bundle everything but what npm installs with the package: the native modules.
  ssr: { noExternal: true, external: ['@photostructure/sqlite', '@napi-rs/keyring'] },
  build: {
    ssr: 'main/host/cli/main.ts',
    target: 'node22',
    outDir: 'out/cli',
    emptyOutDir: true,
    minify: false,
    rolldownOptions: {
      output: {
        format: 'es',
        entryFileNames: 'slashflow.js',
        chunkFileNames: 'chunks/[name]-[hash].js',
        banner: (chunk) => (chunk.isEntry ? '#!/usr/bin/env node' : ''),
      },
    },
  },
})
