/** Starts the built app, but tells it that Electron is ready only when the test says `showHeldApp()`. */
const { readFileSync } = require('node:fs')
const { join, resolve } = require('node:path')
const { app } = require('electron')

const ROOT = resolve(__dirname, '../..')
const { name, version, main } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
app.setName(name)
app.setVersion?.(version)
app.setAppPath?.(ROOT)
// The mouse is the test's. The display's own pointer stands where windows come and go, and each tells what is below it that it moved.
app.on('browser-window-created', (_event, window) => window.setIgnoreMouseEvents(true))

const ready = app.whenReady()
const told = new Promise((tell) => {
  globalThis.showHeldApp = () => ready.then(tell)
})
app.whenReady = () => told
require(join(ROOT, main))
