/** The page of plain React Flow that the canvas is measured beside, built as the app is. */
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  plugins: [react()],
  build: { outDir: fileURLToPath(new URL('../../../../out/bench-canvas', import.meta.url)), emptyOutDir: true },
})
