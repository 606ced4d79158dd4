import { writeFileSync } from 'node:fs'
import { createActor } from 'xstate'
import { compileWorkflow } from './main/engine/compile/compile-workflow.ts'
import { xstateModule } from './main/engine/export/xstate/xstate-module.ts'
import { registryOf } from './main/nodes/registry.ts'
const wf = { format: 'slashflow/1', name: 't', nodes: [{id:'start',kind:'start'},{id:'a',kind:'each',config:{items:['x']}}], edges:[{from:'start',to:'a'}] }
writeFileSync('./try-m.mjs', xstateModule(compileWorkflow(wf as never, registryOf())))
const { machine } = await import('./try-m.mjs')
const actor = createActor(machine, { input: {}, inspect: (e) => { if (e.type==='@xstate.event') console.log(e.actorRef.id, e.event.type) } })
actor.subscribe({ error: console.error })
actor.start()
await new Promise((r) => setTimeout(r, 100))
console.log(JSON.stringify(actor.getSnapshot().value), actor.getSnapshot().status)
for (const [k,c] of Object.entries(actor.getSnapshot().children)) console.log(k, JSON.stringify(c.getSnapshot().value), c.getSnapshot().status, Object.keys(c.getSnapshot().children))
