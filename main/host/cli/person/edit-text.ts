/** Hands a text to the person's own editor and takes back what they left. */
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UsageError } from '../exit-codes.ts'

/** `VISUAL`, else `EDITOR`, else the system's plain one; may carry options (`code --wait`). */
function editorOf(env: NodeJS.ProcessEnv): readonly string[] {
  const words = (env.VISUAL || env.EDITOR || (process.platform === 'win32' ? 'notepad' : 'vi')).trim().split(/\s+/)
  return words
}

/** Throws UsageError where the editor cannot be started or fails. */
export async function editText(text: string, extension: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'slashflow-'))
  const file = join(folder, `payload${extension}`)
  try {
    await writeFile(file, text, { mode: 0o600 })
    await runEditor(editorOf(process.env), file)
    return await readFile(file, 'utf8')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function runEditor([command = 'vi', ...args]: readonly string[], file: string): Promise<void> {
  return new Promise((settle, reject) => {
    const editor = spawn(command, [...args, file], { stdio: 'inherit' })
    editor.on('error', (error) =>
      reject(
        new UsageError(`The editor ${command} could not be started (${error.message}). Set EDITOR to another one.`),
      ),
    )
    editor.on('exit', (code) =>
      code === 0
        ? settle()
        : reject(new UsageError(`The editor ${command} ended with exit code ${code}: nothing was changed`)),
    )
  })
}
