import { CallError } from '#shared/ipc/call-error.ts'
import { errorsOf } from '#shared/workflow/problem.ts'
import { EXIT, type ExitCode, UsageError } from '../exit-codes.ts'
import { withApp } from '../open-app.ts'
import { askLine } from '../person/question.ts'
import { capabilitiesText } from '../print/capabilities.ts'
import { openTerminal } from '../terminal.ts'
import { workflowRef } from '../workflow-ref.ts'

/** Trusts the present content of a file, or of a command by its name, after saying what it can do. */
export async function trustCommand(file: string, yes: boolean): Promise<ExitCode> {
  const terminal = openTerminal(false)
  return withApp(async ({ app }) => {
    const ref = await workflowRef(app, file)
    if (ref === undefined) throw new UsageError(`${file} does not exist`)
    const { hash, trusted, problems, capabilities, workflow } = await app.call('workflows.read', { ref })
    if (!workflow || errorsOf(problems).length > 0)
      throw new CallError('workflow.invalid', `${file} has errors: it cannot be trusted as it is`, problems)
    if (trusted) {
      terminal.out(`${file} is trusted already\n`)
      return EXIT.succeeded
    }
    terminal.out(capabilitiesText(workflow.name, capabilities))
    if (!yes && !terminal.interactive) throw new UsageError('There is no terminal to ask on: add --yes to trust it')
    const answer = yes
      ? 'y'
      : await askLine('Trust exactly this content? [y/N] ', process.stdout, new AbortController().signal)
    if (!/^y(es)?$/i.test(answer.trim())) {
      terminal.out('Not trusted: each of its effects asks first\n')
      return EXIT.failed
    }
    await app.call('workflows.trust', { ref, hash })
    terminal.out(`${file} is trusted until it changes\n`)
    return EXIT.succeeded
  })
}
