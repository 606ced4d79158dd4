import { counted } from '#shared/counted.ts'
import { dataFolder } from '../../data-folder.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { openTerminal } from '../terminal.ts'

/** Checks the log against its seals. It reads the file itself: a damaged log must not be opened, repaired or set aside first. */
export async function verifyCommand(run: string | undefined, json: boolean): Promise<ExitCode> {
  const terminal = openTerminal(json)
  const { verifyLog } = await import('../../../engine/log/verify.ts')
  const home = dataFolder(process.env)
  const verification = verifyLog(home, run)
  const { ok, checked, findings } = verification
  if (json) {
    terminal.out(`${JSON.stringify(verification)}\n`)
    return ok ? EXIT.succeeded : EXIT.failed
  }
  for (const finding of findings) terminal.out(`run ${finding.runId} seq ${finding.seq}: ${finding.message}\n`)
  const size = `${counted(checked.runs, 'run')}, ${counted(checked.events, 'event')}`
  if (ok && checked.runs === 0) {
    terminal.err(`There is nothing to check: no run was begun in ${home}\n`)
    return EXIT.succeeded
  }
  const found = counted(findings.length, 'finding')
  terminal.err(ok ? `The log is intact: ${size}\n` : `The log was changed: ${found} in ${size}\n`)
  return ok ? EXIT.succeeded : EXIT.failed
}
