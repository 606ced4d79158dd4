/** A command as text for other tools: the compiled machine, a diagram, a picture, or a command of an assistant. */
import { isAbsolute } from 'node:path'
import { drawWorkflow } from '#shared/drawing/draw-workflow.ts'
import { CallError } from '#shared/ipc/call-error.ts'
import type { ParsedInput } from '#shared/ipc/contract.ts'
import type { WorkflowDocument } from '#shared/ipc/views/workflow-views.ts'
import { didYouMean } from '#shared/workflow/did-you-mean.ts'
import { catalogOf } from '#shared/workflow/kind-descriptor.ts'
import { errorsOf } from '#shared/workflow/problem.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { compileWorkflow } from '../engine/compile/compile-workflow.ts'
import type { CompiledWorkflow } from '../engine/compile/compiled-workflow.ts'
import { claudeCommand } from '../engine/export/claude-command/claude-command.ts'
import { mermaidFlowchart } from '../engine/export/mermaid/mermaid-flowchart.ts'
import { mermaidStates } from '../engine/export/mermaid/mermaid-states.ts'
import { xstateModule } from '../engine/export/xstate/xstate-module.ts'
import type { KindRegistry } from '../engine/kind.ts'
import { describeMachine } from '../engine/machines/describe-machine.ts'
import { machineOf } from '../engine/machines/machine-of.ts'
import { runMachine } from '../engine/machines/run-machine.ts'
import { type CommandSource, unknownCommand } from './start-run.ts'

type ExportInput = ParsedInput<'workflows.export'>

const RUN = 'run'

/** Throws CallError `command.unknown`, `workflow.invalid`, `node.unknown`, `export.not-expressible`. */
export async function exportWorkflow(
  commands: CommandSource,
  registry: KindRegistry,
  input: ExportInput,
): Promise<{ text: string }> {
  if (input.as === 'svg') return { text: await drawn(commands, registry, input) }
  const compiled = compileWorkflow(valid(await documentOf(commands, input)), registry)
  if (input.as === 'claude-command') return { text: claudeCommand(compiled) }
  if (input.as === 'xstate') return { text: xstateModule(compiled) }
  return { text: input.machine === undefined ? mermaidFlowchart(compiled) : statesOf(compiled, input.machine) }
}

/** Also of a command that would not run: a picture shows what is there. */
async function drawn(commands: CommandSource, registry: KindRegistry, input: ExportInput): Promise<string> {
  const { workflow, problems, ref } = await documentOf(commands, input)
  if (!workflow)
    throw new CallError(
      'workflow.unreadable',
      `${ref} cannot be drawn, because it cannot be read as a workflow.`,
      problems,
    )
  const catalog = catalogOf([...registry.values()].map(({ descriptor }) => descriptor))
  return drawWorkflow(workflow, catalog, { theme: input.theme ?? 'light' }).svg
}

async function documentOf(
  commands: CommandSource,
  { ref, name = '', workspace }: ExportInput,
): Promise<WorkflowDocument> {
  if (ref !== undefined) return commands.read(ref)
  const document = await commands.byName(name, workspace)
  if (!document) throw await unknownCommand(commands, name, workspace)
  return document
}

function valid({ workflow, problems, ref }: WorkflowDocument): Workflow {
  const errors = errorsOf(problems)
  if (workflow && errors.length === 0) return workflow
  throw new CallError(
    'workflow.invalid',
    `${workflow ? `/${workflow.name}` : ref} cannot be exported as it is: ${errors.map(({ message }) => message).join(' ')}`,
    problems,
    isAbsolute(ref) ? ref : undefined,
  )
}

/** A node that is called `run` comes before the run. */
function statesOf({ workflow, byId, nodes }: CompiledWorkflow, machine: string): string {
  const node = byId.get(machine)
  if (node?.kind.descriptor.runs)
    return mermaidStates(describeMachine(machineOf(node.kind.behaviour.family)), node.title)
  if (machine === RUN) return mermaidStates(describeMachine(runMachine), `/${workflow.name}`)
  const ids = [RUN, ...nodes.filter(({ kind }) => kind.descriptor.runs).map(({ id }) => id)]
  throw new CallError(
    'node.unknown',
    node
      ? `${node.title} never runs, so it has no machine.`
      : `/${workflow.name} has no node "${machine}".${didYouMean(machine, ids)}`,
  )
}
