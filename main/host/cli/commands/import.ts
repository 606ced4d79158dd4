import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { errorCode } from '#shared/error-code.ts'
import { CallError } from '#shared/ipc/call-error.ts'
import { capabilitiesOf } from '#shared/workflow/capabilities.ts'
import { catalogOf } from '#shared/workflow/kind-descriptor.ts'
import { parseWorkflow } from '#shared/workflow/parse.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { EXIT, type ExitCode, UsageError } from '../exit-codes.ts'
import { withApp } from '../open-app.ts'
import { askLine } from '../person/question.ts'
import { capabilitiesText } from '../print/capabilities.ts'
import { openTerminal, printable } from '../terminal.ts'

const LARGEST_BYTES = 16 * 1024 * 1024
const FETCH_MS = 30_000

export interface ImportChoices {
  /** Another name than the file says. */
  readonly as: string | undefined
  /** In the workspace instead of the user's folder. */
  readonly here: boolean
  readonly replace: boolean
  readonly yes: boolean
}

/** Keeps a workflow file as a command, after saying what it can do. It stays untrusted. */
export async function importCommand(source: string, { as, here, replace, yes }: ImportChoices): Promise<ExitCode> {
  const terminal = openTerminal(false)
  const workflow = workflowIn(await textOf(source), source)
  const name = (as ?? workflow.name).replace(/^\//, '')
  return withApp(async ({ app }) => {
    const catalog = catalogOf(await app.call('kinds.list', {}))
    terminal.out(capabilitiesText(name, capabilitiesOf(workflow, catalog)))
    if (!yes && !terminal.interactive) throw new UsageError('There is no terminal to ask on: add --yes to keep it')
    const answer = yes
      ? 'y'
      : await askLine(`Keep it as /${name}? [y/N] `, process.stdout, new AbortController().signal)
    if (!/^y(es)?$/i.test(answer.trim())) {
      terminal.out('Not kept\n')
      return EXIT.failed
    }
    const made = await app.call('workflows.create', {
      name,
      source: here ? 'workspace' : 'user',
      workspace: process.cwd(),
      workflow,
      ...(replace && { replace: true }),
    })
    if (made.replaced !== undefined) terminal.out(`The /${name} before it is kept as ${printable(made.replaced)}\n`)
    terminal.out(`Kept as ${printable(made.ref)}; each of its effects asks until you trust it\n`)
    return EXIT.succeeded
  })
}

function workflowIn(text: string, source: string): Workflow {
  const { workflow, problems } = parseWorkflow(text)
  if (workflow) return workflow
  throw new CallError('workflow.unreadable', `${source} cannot be imported`, problems)
}

function textOf(source: string): string | Promise<string> {
  if (/^https?:\/\//i.test(source)) return fetched(source)
  const path = resolve(source)
  try {
    if (statSync(path).size > LARGEST_BYTES) throw new UsageError(`${source} is larger than 16 MB, so it is not read`)
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof UsageError) throw error
    const code = errorCode(error)
    throw new UsageError(code === 'ENOENT' ? `${source} does not exist` : `${source} cannot be read (${code ?? error})`)
  }
}

async function fetched(address: string): Promise<string> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(FETCH_MS), redirect: 'follow' })
    if (!response.ok) throw new UsageError(`${address} answered ${response.status} ${response.statusText}`)
    return await textWithin(response, address)
  } catch (error) {
    if (error instanceof UsageError) throw error
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
    throw new UsageError(`${address} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`)
  }
}

/** A server may send without end. */
async function textWithin(response: Response, address: string): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for await (const piece of response.body ?? []) {
    bytes += piece.byteLength
    if (bytes > LARGEST_BYTES) throw new UsageError(`${address} is larger than 16 MB, so it is not read`)
    text += decoder.decode(piece, { stream: true })
  }
  return text + decoder.decode()
}
