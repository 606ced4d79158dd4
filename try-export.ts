import { readFileSync, writeFileSync } from 'node:fs'
import { compileWorkflow } from '/work/w-export/main/engine/compile/compile-workflow.ts'
import { xstateModule } from '/work/w-export/main/engine/export/xstate/xstate-module.ts'
import { registryOf } from '/work/w-export/main/nodes/registry.ts'
const text = xstateModule(compileWorkflow(JSON.parse(readFileSync(process.argv[2], 'utf8')), registryOf()))
writeFileSync(process.argv[3], text)
