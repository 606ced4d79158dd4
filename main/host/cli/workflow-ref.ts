import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { App } from '../../app.ts'

/** A file by its path, else the command that has this name here, as `list` shows it. Undefined where there is neither. */
export async function workflowRef(app: App, given: string): Promise<string | undefined> {
  const workspace = process.cwd()
  const path = resolve(workspace, given)
  if (existsSync(path)) return path
  const name = given.replace(/^\//, '')
  const workflows = await app.call('workflows.list', { workspace })
  return workflows.find((workflow) => workflow.name === name && !workflow.shadowed)?.ref
}
