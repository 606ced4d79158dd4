/** What a person is asked before a program runs: all of it that decides what will happen, and no more. */
import type { EffectProposal } from '#main/engine/kind.ts'
import type { Json } from '#shared/json.ts'
import { commandLine } from './command-line.ts'

export interface ShellInput {
  readonly command: string
  readonly args: readonly string[]
  readonly stdin: string | undefined
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  readonly allowFailure: boolean
}

export function proposeProgram({ command, args, stdin, cwd, env }: ShellInput, workspace: string): EffectProposal {
  const names = Object.keys(env)
  const payload: Json = {
    command,
    args: [...args],
    cwd,
    ...(stdin !== undefined && { stdin }),
    ...(names.length > 0 && { env: { ...env } }),
  }
  return {
    title: `Run \`${commandLine(command, args)}\`?`,
    ...(workspace !== '' && { message: `In ${cwd === '.' ? workspace : `${cwd} of ${workspace}`}` }),
    payload,
    schema: payloadSchema(Object.keys(payload)),
  }
}

const PAYLOAD_FIELDS: Readonly<Record<string, Json>> = {
  command: { type: 'string', minLength: 1, title: 'Program', widget: 'code' },
  args: { type: 'array', items: { type: 'string' }, title: 'Arguments', widget: 'list' },
  cwd: { type: 'string', title: 'Folder', widget: 'path' },
  stdin: { type: 'string', title: 'Input', widget: 'code' },
  env: { type: 'object', additionalProperties: { type: 'string' }, title: 'Environment', widget: 'map' },
}

/** All shown fields are required: one that a person took away would silently come back from the input. */
function payloadSchema(shown: readonly string[]): Json {
  const properties = Object.fromEntries(shown.map((name) => [name, PAYLOAD_FIELDS[name] ?? {}]))
  return { type: 'object', properties, required: [...shown], additionalProperties: false }
}
