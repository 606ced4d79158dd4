import type { Leaving, WorkContext } from '#main/engine/kind.ts'
import { NodeError } from '#main/engine/node-error.ts'
import type { ProcessResult } from '#main/engine/ports/process.ts'
import type { Json } from '#shared/json.ts'
import { defineNodeKind } from './define-node-kind.ts'
import { boolean, optional, text, textList, textMap, withDefault, withSecrets } from './fields.ts'
import { commandLine, shortName } from './shell/command-line.ts'
import { decodeOutput, notUtf8 } from './shell/decode-output.ts'
import { exitMessage } from './shell/exit-message.ts'
import { folderInside } from './shell/folder-inside.ts'
import { GIT_ENVIRONMENT, isGit } from './shell/git-messages.ts'
import { liveText } from './shell/live-text.ts'
import { proposeProgram, type ShellInput } from './shell/propose-program.ts'
import { workspaceNeeded } from './workspace-needed.ts'

/** Runs one program, as it is, without a shell in between. */
export const shell = defineNodeKind({
  kind: 'shell',
  title: 'Shell',
  summary: 'Runs a program. There is no shell in between, unless the program is one.',
  icon: 'terminal',
  group: 'tool',
  ports: ['out'],
  effect: 'always',
  face: { fields: ['command', 'args'], style: 'code' },
  output: {
    stdout: 'string',
    stderr: 'string',
    exitCode: 'number',
    stdoutBase64: 'string (where stdout is not UTF-8)',
  },
  initialConfig: { command: 'git', args: ['status', '--short'] },
  config: {
    command: text(
      {
        title: 'Program',
        description: 'Its name or path. For pipes and variables use sh with the arguments -c and a script.',
        placeholder: 'git',
      },
      'code',
    ),
    args: withDefault(textList({ title: 'Arguments', description: 'One a line, passed as they are.' }), []),
    stdin: withSecrets(
      optional(text({ title: 'Input', description: 'What the program reads. Without it the input is empty.' }, 'code')),
    ),
    cwd: withDefault(
      text({ title: 'Folder', description: 'Inside the workspace; the workspace itself where it is empty.' }, 'path'),
      '.',
    ),
    env: withSecrets(
      withDefault(
        textMap({
          title: 'Environment',
          description: 'Added to the environment of the app. {{ secrets.NAME }} may stand here.',
        }),
        {},
      ),
    ),
    allowFailure: withDefault(
      boolean({ title: 'Failure is fine', description: 'Goes on by “out” whatever the exit code is.' }),
      false,
    ),
  },
  check: ({ command }) => (command === '' ? { field: 'command', message: 'Name the program to run.' } : null),
  behaviour: { family: 'work', effect: proposeProgram, perform },
  examples: [
    {
      title: 'Its output is what the program wrote',
      config: { command: 'node', args: ['-e', 'console.log(process.argv[1])', '{{ args.word }}'] },
      args: { word: 'tides' },
      decide: { decision: 'approved' },
      leavesBy: 'out',
      output: { stdout: 'tides\n', stderr: '', exitCode: 0 },
    },
    {
      title: 'An argument edited by the person who approves it',
      config: { command: 'node', args: ['-e', 'console.log(1)'] },
      decide: { decision: 'approved', value: { command: 'node', args: ['-e', 'console.log(2)'], cwd: '.' } },
      leavesBy: 'out',
      output: { stdout: '2\n' },
    },
    {
      title: 'An exit code other than 0 fails the node',
      config: { command: 'node', args: ['-e', 'process.exit(3)'] },
      decide: { decision: 'approved' },
      leavesBy: 'error',
      errorCode: 'process.exit',
    },
    {
      title: 'Unless that is fine',
      config: { command: 'node', args: ['-e', 'process.exit(3)'], allowFailure: true },
      decide: { decision: 'approved' },
      leavesBy: 'out',
      output: { exitCode: 3 },
    },
    {
      title: 'Reads what it is given',
      config: { command: 'node', args: ['-e', 'process.stdin.pipe(process.stdout)'], stdin: 'one\ntwo\n' },
      decide: { decision: 'approved' },
      leavesBy: 'out',
      output: { stdout: 'one\ntwo\n' },
    },
    {
      title: 'A program that is not installed',
      config: { command: 'slashflow-no-such-program' },
      decide: { decision: 'approved' },
      leavesBy: 'error',
      errorCode: 'process.not-found',
    },
    {
      title: 'Refused by the person',
      config: { command: 'git', args: ['push', 'origin', 'main'] },
      decide: { decision: 'rejected', feedback: 'Not on a Friday' },
      leavesBy: 'error',
      errorCode: 'effect.rejected',
    },
  ],
})

async function perform(input: ShellInput, context: WorkContext): Promise<Leaving> {
  const { command, args, stdin, env } = input
  const cwd = folderInside(workspaceNeeded(context.workspace, `${command}`), input.cwd)
  const filled = await fillSecrets(env, stdin, context)
  const result = await runProgram({ command, args, cwd, ...filled }, context)
  context.signal.throwIfAborted()

  const redact = (given: string): string => context.adapters.secrets.redact(given, context.runId)
  const stdout = decodeOutput(result.stdout)
  const stderr = decodeOutput(result.stderr)
  const shown = { stdout: redact(stdout.text), stderr: redact(stderr.text) }
  if (stdout.replaced > 0) context.notice('text.not-utf8', notUtf8('The output', stdout))
  if (stderr.replaced > 0) context.notice('text.not-utf8', notUtf8('The error output', stderr))

  const failed = result.exitCode !== 0
  if (failed && !input.allowFailure) throw exitError(input, cwd, result, shown, context)
  // The exact bytes would carry a secret past the redaction.
  const keepsBytes = stdout.replaced > 0 && shown.stdout === stdout.text
  return {
    port: 'out',
    output: {
      ...shown,
      exitCode: result.exitCode,
      ...(result.signal !== null && { signal: result.signal }),
      ...(keepsBytes && { stdoutBase64: Buffer.from(result.stdout).toString('base64') }),
    },
  }
}

interface Program {
  readonly command: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  readonly stdin: string | undefined
  readonly hasSecrets: boolean
  /** A secret of several lines (a private key) would pass a redaction by line. */
  readonly secretsHaveLines: boolean
}

async function runProgram(program: Program, context: WorkContext): Promise<ProcessResult> {
  const { command, args, cwd, env, stdin, hasSecrets } = program
  const { process, secrets } = context.adapters
  const redact = (given: string): string => secrets.redact(given, context.runId)
  const live = liveText(
    (channel, given) => context.stream(channel, given),
    hasSecrets ? { redact, byLine: !program.secretsHaveLines } : null,
  )
  let release: ((how: string) => void) | undefined
  let how = 'ended'
  try {
    return await process.run(
      { command, args, cwd, stdin, env: { ...(isGit(command) && GIT_ENVIRONMENT), ...env } },
      {
        started(pid, startedAt) {
          release = context.holds(`${shortName(command, args)} (process ${pid})`)
          context.processStarted(pid, startedAt, commandLine(command, args))
        },
        output: live.add,
        ended: (pid, exitCode, signal) => context.processEnded(pid, exitCode, signal),
      },
      context.signal,
      (ending) => {
        how = ending
      },
    )
  } finally {
    live.end()
    release?.(how)
  }
}

async function fillSecrets(
  env: ShellInput['env'],
  stdin: string | undefined,
  context: WorkContext,
): Promise<Omit<Program, 'command' | 'args' | 'cwd'>> {
  const fill = (given: string): Promise<string> => context.adapters.secrets.fill(given, context.runId)
  const entries = await Promise.all(
    Object.entries(env).map(async ([name, given]) => [name, await fill(given)] as const),
  )
  const filled = { env: Object.fromEntries(entries), stdin: stdin === undefined ? undefined : await fill(stdin) }
  const changed = [
    ...entries.filter(([name, given]) => given !== env[name]).map(([, given]) => given),
    ...(filled.stdin !== undefined && filled.stdin !== stdin ? [filled.stdin] : []),
  ]
  return {
    ...filled,
    hasSecrets: changed.length > 0,
    secretsHaveLines: changed.some((given) => given.trimEnd().includes('\n')),
  }
}

const DETAIL_CHARACTERS = 8_000 // The end of each output, where programs say what is wrong; all of it was streamed.

function exitError(
  input: ShellInput,
  cwd: string,
  { exitCode, signal }: ProcessResult,
  shown: { stdout: string; stderr: string },
  { workflow, args }: WorkContext,
): NodeError {
  const detail: Json = {
    exitCode,
    signal,
    stdout: shown.stdout.slice(-DETAIL_CHARACTERS),
    stderr: shown.stderr.slice(-DETAIL_CHARACTERS),
  }
  const program = { command: input.command, args: input.args, cwd, exitCode, signal, ...shown }
  const message = exitMessage(program, { workflow, args })
  return new NodeError(signal === null ? 'process.exit' : 'process.killed', message, { detail })
}
