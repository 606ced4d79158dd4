import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { preloadWindow } from './main/host/dev/preload-window.ts'

const root = import.meta.dirname

/**
 * The three parts of the desktop app: out/main, out/preload (both CommonJS), out/renderer.
 * Whatever package.json lists under `dependencies` (the native modules) stays outside; all else is bundled.
 */
export default defineConfig({
  main: {
    build: {
      // The oldest Electron that the tests start has Node 20.18; the one that ships has Node 24.
      target: 'node20.18',
      outDir: 'out/main',
      rolldownOptions: {
        input: resolve(root, 'main/host/electron/main.ts'),
        // The scheme app:// must be claimed before Electron is ready, and nothing waits for an ES module that a
        // launcher imports. A CommonJS file has run when `require` returns.
        output: { format: 'cjs', entryFileNames: 'main.cjs', chunkFileNames: 'chunks/[name]-[hash].cjs' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      rolldownOptions: {
        input: resolve(root, 'main/host/electron/preload.ts'),
        // A sandboxed preload cannot be an ES module, and loads no second file.
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: resolve(root, 'renderer'),
    plugins: [react(), preloadWindow()],
    build: {
      outDir: resolve(root, 'out/renderer'),
      // A page is read and compiled at every start, and half as long takes half the time.
      minify: true,
      // The CSP allows no inline script and nothing from data: URLs; every browser that we meet knows modulepreload.
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      rolldownOptions: { input: resolve(root, 'renderer/index.html') },
    },
  },
})
