/** Plays a story once without a kill, and once with many, and says what is not as it must be. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pass } from 'node:timers/promises'
import { verifyLog } from '#main/engine/log/verify.ts'
import { giveAnswer } from './answers.ts'
import { lostAnswers, lostEvents, overlaps, type Played, survivors, unaskedEffects, unended } from './checks.ts'
import { openCrashEngine, type Story, startStory } from './crash-engine.ts'
import { CrashProcess, type ProcessPlace } from './crash-process.ts'
import { type Ending, endingsOf, eventsOf, statesOf } from './endings.ts'
import { marksIn } from './marks.ts'
import { questionOf } from './messages.ts'

/** When a process dies. */
export type Kill =
  /** So many events after its start, and a moment later. */
  | { readonly after: 'events'; readonly count: number; readonly microseconds: number }
  | { readonly after: 'time'; readonly ms: number }
  /** At a write of its own to the database. */
  | { readonly after: 'statement'; readonly at: string }

export interface Outcome {
  readonly wrong: readonly string[]
  readonly kills: number
  readonly events: number
  readonly marks: number
  readonly again: number
  readonly reference: readonly Ending[]
  readonly endings: readonly Ending[]
}

const PATIENCE_MS = 30_000

/** Without a kill, in this process. */
async function reference(story: Story, folder: string): Promise<readonly Ending[]> {
  const { home, workspace } = placesIn(folder)
  const bugs: unknown[] = []
  const opened = await openCrashEngine(home, story, (error) => bugs.push(error))
  const open = new Set<string>()
  let heard: () => void = () => undefined
  opened.bus.onEvent((event) => {
    const question = questionOf(event)
    if (question) giveAnswer(opened, question).catch((error: unknown) => bugs.push(error))
    if (event.type === 'run.succeeded' || event.type === 'run.failed') open.delete(event.runId)
    heard()
  })
  const runs = await startStory(opened, story, workspace)
  for (const runId of runs.values()) if (opened.engine.live(runId)) open.add(runId)
  const ended = new Promise<void>((resolve) => {
    heard = () => open.size === 0 && resolve()
    heard()
  })
  const isStuck = await Promise.race([ended.then(() => false), pass(PATIENCE_MS, true, { ref: false })])
  const states = statesOf(eventsOf(opened))
  await opened.close()
  if (bugs.length > 0)
    throw new Error(`Without a kill: ${bugs.map((bug) => (bug instanceof Error ? bug.stack : String(bug))).join('\n')}`)
  if (isStuck) throw new Error(`Without a kill it stands still: ${JSON.stringify(endingsOf(states))}`)
  return endingsOf(states)
}

function placesIn(folder: string) {
  const home = join(folder, 'home')
  const workspace = join(folder, 'workspace')
  for (const place of [home, workspace]) mkdirSync(place, { recursive: true })
  return { home, workspace }
}

export async function playStory(program: string, story: Story, kills: readonly Kill[]): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'slashflow-killed-'))
  try {
    const expected = await reference(story, join(folder, 'reference'))
    const places = placesIn(join(folder, 'killed'))
    const storyFile = join(folder, 'story.json')
    writeFileSync(storyFile, JSON.stringify(story))
    return await killed({ ...places, program, storyFile }, story, kills, expected)
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
  }
}

async function killed(
  place: ProcessPlace,
  story: Story,
  kills: readonly Kill[],
  reference: readonly Ending[],
): Promise<Outcome> {
  const processes: CrashProcess[] = []
  const wrong: string[] = []
  let count = 0
  for (const kill of kills) {
    const one = new CrashProcess(place, kill.after === 'statement' ? kill.at : undefined)
    processes.push(one)
    if (await dies(one, kill)) count += 1
    if (one.hasEnded) break
  }
  const last = new CrashProcess(place)
  processes.push(last)
  if (await isStuck(last)) wrong.push(`it stands still after ${count} kills`)
  last.close()
  await Promise.race([last.gone, pass(PATIENCE_MS, undefined, { ref: false })])
  last.kill()
  await last.gone
  for (const { bugs } of processes) wrong.push(...bugs)
  const verification = verifyLog(place.home)
  wrong.push(...verification.findings.map(({ runId, seq, message }) => `${runId} ${seq}: ${message}`))
  const played = await playedIn(place, story, processes)
  const checks = [lostEvents, lostAnswers, unaskedEffects, overlaps, unended, survivors]
  wrong.push(...checks.flatMap((check) => check(played)))
  const endings = endingsOf(played.states)
  return {
    wrong,
    kills: count,
    events: [...played.events.values()].flat().length,
    marks: played.marks.length,
    again: [...played.events.values()].flat().filter((event) => event.type === 'input.received').length,
    reference,
    endings,
  }
}

/** True where it was killed, false where its story was over before. */
async function dies(one: CrashProcess, kill: Kill): Promise<boolean> {
  if (kill.after === 'time') await Promise.race([pass(kill.ms), one.until(({ hasEnded }) => hasEnded)])
  else if (kill.after === 'events') {
    await one.until(({ events, hasEnded }) => hasEnded || events.length >= kill.count)
    spin(kill.microseconds)
  } else await Promise.race([one.until(({ hasEnded }) => hasEnded), pass(PATIENCE_MS, undefined, { ref: false })])
  one.kill()
  return (await one.gone) === 'SIGKILL'
}

/** Finer than a timer. */
function spin(microseconds: number): void {
  const until = performance.now() + microseconds / 1_000
  while (performance.now() < until);
}

async function isStuck(last: CrashProcess): Promise<boolean> {
  const ended = last.until(({ hasEnded }) => hasEnded).then(() => false)
  return Promise.race([ended, pass(PATIENCE_MS, true, { ref: false })])
}

async function playedIn(place: ProcessPlace, story: Story, processes: readonly CrashProcess[]): Promise<Played> {
  const opened = await openCrashEngine(place.home, story, () => undefined)
  const events = eventsOf(opened)
  await opened.close()
  return {
    story,
    events,
    states: statesOf(events),
    marks: marksIn(place.workspace),
    said: processes.flatMap(({ events: said }) => said),
    answered: processes.flatMap(({ answered }) => answered),
  }
}
