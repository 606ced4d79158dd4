import { appendFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { makePrivateFolder } from '../../engine/make-folder.ts'
import type { EventReceiver } from './event-sink.ts'

/** One event envelope a line, as `slashflow run --json` prints them. Whoever rotates the file may move it away at any time. */
export function fileReceiver(path: string): EventReceiver {
  return {
    name: `file ${path}`,
    async send(events) {
      makePrivateFolder(dirname(path))
      await appendFile(path, events.map((event) => `${JSON.stringify(event)}\n`).join(''), { mode: 0o600 })
    },
  }
}
