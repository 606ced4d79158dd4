import { resolve } from 'node:path'
import { defineConfig, type Plugin } from 'vite'

/**
 * The command line and the web host as one program for plain Node: out/cli/slashflow.js, with lazy chunks beside it.
 *
 * It is built for a short start. CommonJS, because Node loads built-in modules for it without making a facade of every
 * export, and links nothing. ASCII, because one character beyond Latin-1 makes Node keep a whole file at two bytes a
 * character, and two thirds of a start are reading. Without doc comments, and with the expression language as its authors
 * minify it, a fifth less is read; our own names and lines stay, for a stack trace is read by people.
 */
export default defineConfig({
  root: resolve(import.meta.dirname, '../../..'),
  publicDir: false,
  resolve: { alias: [{ find: /^jsonata$/, replacement: 'jsonata/jsonata.min.js' }] },
  plugins: [shortStart()],
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
        format: 'cjs',
        comments: { legal: true, annotation: false, jsdoc: false },
        entryFileNames: 'slashflow.js',
        chunkFileNames: 'chunks/[name]-[hash].js',
        banner: (chunk) => (chunk.isEntry ? '#!/usr/bin/env node' : ''),
      },
    },
  },
})

function shortStart(): Plugin {
  return {
    name: 'slashflow:short-start',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        // In a string, a template, a regular expression and a comment an escape says the same; no name of ours needs one.
        for (const file of Object.values(bundle))
          if (file.type === 'chunk') file.code = file.code.replace(/[^\0-\x7f]/g, escaped)
        this.emitFile({ type: 'asset', fileName: 'package.json', source: '{ "type": "commonjs" }\n' })
      },
    },
  }
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
