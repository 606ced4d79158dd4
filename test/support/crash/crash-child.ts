/**
 * A process of the crash suite: goes on with what it finds in the data folder, begins the story where it has not begun, and
 * says each event before it goes on. Arguments: data folder, workspace, file of the story.
 */
import { readFileSync, writeSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { CallError } from '#shared/ipc/call-error.ts'
import { giveAnswer, openQuestions } from './answers.ts'
import { openCrashEngine, type Story, startStory } from './crash-engine.ts'
import type { Said, Told } from './messages.ts'

const [home = '', workspace = '', storyFile = ''] = process.argv.slice(2)
const story: Story = JSON.parse(readFileSync(storyFile, 'utf8')) // written by the parent

function say(said: Said): void {
  writeSync(1, `${JSON.stringify(said)}\n`)
}

function sayBug(error: unknown): void {
  say({ bug: error instanceof Error ? (error.stack ?? error.message) : String(error) })
}

process.on('uncaughtException', sayBug)
process.on('unhandledRejection', sayBug)

const opened = await openCrashEngine(home, story, sayBug)
opened.bus.onEvent((event) => say({ event }))
await opened.adoptAll()
say({ open: openQuestions(opened) })
const started = await startStory(opened, story, workspace)
const ended = [...started.values()].filter((runId) => {
  const status = opened.store.find(runId)?.status
  return status === 'succeeded' || status === 'failed' || status === 'interrupted'
})
say({ started: Object.fromEntries(started), ended })

for await (const line of createInterface({ input: process.stdin })) {
  const told: Told = JSON.parse(line) // written by the parent
  if ('close' in told) break
  const { waitId } = told.answer
  giveAnswer(opened, told.answer).then(
    () => say({ answered: waitId }),
    (error: unknown) => (error instanceof CallError ? say({ refused: waitId, code: error.code }) : sayBug(error)),
  )
}
await opened.close()
process.exit(0)
