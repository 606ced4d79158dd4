import { type Deadline, timeLeft } from '#shared/state/deadline.ts'
import { executionKey, type Wait } from '#shared/state/run-state.ts'
import { printable } from '../terminal.ts'
import { durationWords } from './duration.ts'

/** What a person is asked, and how to answer it from elsewhere. */
export function waitingText(runId: string, wait: Wait): string {
  const name = executionKey(wait.path, wait.nodeId)
  return `slashflow: ${name} waits for a person: ${printable(questionText(wait))}\n  ${wayToAnswer(runId, wait)}\n`
}

/** The title of a checkpoint is always the same: what its author wrote says why it holds. */
export function questionText({ request }: Wait): string {
  const { title, message, purpose } = request
  return purpose === 'checkpoint' && message !== undefined ? `${title}: ${message}` : title
}

/** An approval by its node, or by its id where other items may ask the same. */
export function wayToAnswer(runId: string, wait: Wait): string {
  if (wait.type === 'approval') return `slashflow approve ${runId} ${wait.path === '' ? wait.nodeId : wait.id}`
  if (wait.request.purpose === 'recovery') return `slashflow resume ${runId} --recovery run-again, done or fail`
  const { fields } = wait.request
  const needed = fields.filter((field) => field.required !== false && field.default === undefined)
  const asked = needed.length > 0 ? needed : fields.slice(0, 1)
  const answers = asked.map(({ name, options }) => `--answer ${name}=${options?.[0] ?? 'VALUE'}`)
  // The line can be copied as it is: what else could be answered stands behind it as a comment of the shell.
  const choices = asked.flatMap(({ name, options = [] }) =>
    options.length > 1 ? `${name}: ${options.join(', ')}` : [],
  )
  return `slashflow resume ${runId} ${answers.join(' ')}${choices.length > 0 ? `  # ${choices.join('; ')}` : ''}`
}

/** As the engine counts: what was set before the clock was set back is not waited for until that date. */
export function untilWords(deadline: Deadline): string {
  const { ms, isAtMost } = timeLeft(deadline, Date.now())
  if (isAtMost) return `for at most ${durationWords(ms)} more, since the clock was set back`
  return ms > 0 ? `until ${deadline.until}` : `until ${deadline.until}, which has passed`
}
