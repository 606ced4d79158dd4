/**
 * What is wrong with a workflow, all at once: errors keep it from running, warnings do not. Every problem says what is
 * wrong, where, and what to do. The kinds come in as data, so editor, CLI and engine find the same.
 */
import { checkCompensation } from './checks/check-compensation.ts'
import type { CheckContext, CheckOptions } from './checks/check-context.ts'
import { checkEdges } from './checks/check-edges.ts'
import { checkEffects } from './checks/check-effects.ts'
import { checkExpressions } from './checks/check-expressions.ts'
import { checkKindRules } from './checks/check-kind-rules.ts'
import { checkLoops } from './checks/check-loops.ts'
import { checkNodes } from './checks/check-nodes.ts'
import { checkParameters } from './checks/check-parameters.ts'
import { checkPolicies } from './checks/check-policies.ts'
import { checkShape } from './checks/check-shape.ts'
import { analyseGraph, ENTRY_KINDS } from './graph.ts'
import type { KindCatalog } from './kind-descriptor.ts'
import type { Problem } from './problem.ts'
import type { Workflow } from './workflow.ts'

const CHECKS: readonly ((context: CheckContext) => readonly Problem[])[] = [
  checkNodes,
  checkPolicies,
  checkCompensation,
  checkKindRules,
  checkEdges,
  checkShape,
  checkLoops,
  checkExpressions,
  checkEffects,
  checkParameters,
]

/** Errors first, else in the order of the checks: nodes, edges, graph, expressions, parameters. */
export function checkWorkflow(workflow: Workflow, catalog: KindCatalog, options: CheckOptions): Problem[] {
  const graph = analyseGraph(workflow, { isEntry: (kind) => catalog.get(kind)?.entry ?? ENTRY_KINDS.has(kind) })
  const descriptors = workflow.nodes.map((node) => catalog.get(node.kind))
  const context: CheckContext = { workflow, catalog, options, graph, descriptors }
  const problems = CHECKS.flatMap((check) => check(context))
  return [
    ...problems.filter(({ severity }) => severity === 'error'),
    ...problems.filter(({ severity }) => severity === 'warning'),
    ...problems.filter(({ severity }) => severity === 'hint'),
  ]
}
