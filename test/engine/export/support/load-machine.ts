/** Brings an exported module to life as anybody would: written to a file and imported. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { onTestFinished } from 'vitest'
import type { AnyStateMachine } from 'xstate'
import { compileWorkflow } from '#main/engine/compile/compile-workflow.ts'
import { xstateModule } from '#main/engine/export/xstate/xstate-module.ts'
import type { KindRegistry } from '#main/engine/kind.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'

export interface ExportedModule {
  readonly machine: AnyStateMachine
  leaveBy(port: string, output: unknown): unknown
}

const RESULTS = join(import.meta.dirname, '../../../../test-results')

let folder: string | undefined
let count = 0

/** Inside the project, so that the module finds `xstate` as it would in anybody's. */
function ownFolder(): string {
  if (folder === undefined) {
    mkdirSync(RESULTS, { recursive: true })
    folder = mkdtempSync(join(RESULTS, 'exported-'))
    const made = folder
    onTestFinished(() => {
      rmSync(made, { recursive: true, force: true })
      folder = undefined
    })
  }
  return folder
}

export async function loadText(text: string): Promise<ExportedModule> {
  count += 1
  const file = join(ownFolder(), `exported-${count}.mjs`)
  writeFileSync(file, text)
  return (await import(/* @vite-ignore */ pathToFileURL(file).href)) as ExportedModule // what every exported module exports
}

export function loadMachine(workflow: Workflow, registry: KindRegistry): Promise<ExportedModule> {
  return loadText(xstateModule(compileWorkflow(workflow, registry)))
}
