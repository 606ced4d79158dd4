import type { FollowChoices } from '../run-to-end.ts'
import type { Terminal } from '../terminal.ts'

/** Without a terminal, and unless it was said, nobody is asked: the command ends where people are waited for. */
export function asNobody(choices: FollowChoices, terminal: Terminal): FollowChoices {
  return { ...choices, approve: choices.approve ?? (terminal.interactive ? 'ask' : 'none') }
}
