/** What every check is given, and how it says what it found. */
import { fieldPath } from '../field-path.ts'
import type { WorkflowGraph } from '../graph.ts'
import type { JsonPath, Locate } from '../json-source.ts'
import type { KindCatalog, KindDescriptor } from '../kind-descriptor.ts'
import type { Problem } from '../problem.ts'
import type { Workflow, WorkflowNode } from '../workflow.ts'

export interface ConfigIssue {
  /** Inside the config, as steps or as written: `cases[1].when`; empty for the config as a whole. */
  readonly path: string | readonly (string | number)[]
  readonly message: string
  /** A field that there is not: it may be taken away. */
  readonly unknown?: boolean
}

export interface CheckOptions {
  /** Empty where the config is right, and for a kind that is not known. */
  checkConfig(kind: string, config: unknown): readonly ConfigIssue[]
  /** Config fields in which `secrets.NAME` may stand. */
  secretFields(kind: string): ReadonlySet<string>
  /** Config fields taken as written, in which `{{` means nothing. None where it is not given. */
  rawFields?(kind: string): ReadonlySet<string>
  /** Whether nodes of this kind do work that may fail, be tried again or take too long. Yes where it is not given. */
  hasAttempts?(kind: string): boolean
  /** Line and column in the file, where its text is known. */
  readonly locate?: Locate
}

export interface CheckContext {
  readonly workflow: Workflow
  readonly catalog: KindCatalog
  readonly options: CheckOptions
  readonly graph: WorkflowGraph
  /** By index of the node; undefined for an unknown kind. */
  readonly descriptors: readonly (KindDescriptor | undefined)[]
}

type Found = Pick<Problem, 'code' | 'message'> & Partial<Pick<Problem, 'severity' | 'fixes'>>

/** Where nothing would mend it, nothing is said of it. */
const offered = ({ fixes, ...found }: Found): Found => (fixes && fixes.length > 0 ? { ...found, fixes } : found)

/** A problem of a node, or of one of its fields by the path from the node. */
export function nodeProblem(
  { options }: CheckContext,
  index: number,
  node: WorkflowNode,
  found: Found,
  path: JsonPath = [],
): Problem {
  const [first, ...inside] = path
  // A config field goes by its own name, so that the form finds it.
  const field = fieldPath(first === 'config' ? inside : path)
  return {
    severity: 'error',
    ...offered(found),
    nodeId: node.id,
    ...(field !== '' && { field }),
    ...options.locate?.(['nodes', index, ...path]),
  }
}

export function edgeProblem(
  { options, workflow }: CheckContext,
  index: number,
  found: Found,
  nodeId?: string,
): Problem {
  const edge = workflow.edges[index]
  return {
    severity: 'error',
    ...offered(found),
    message: `Edge ${index + 1} (${edge?.from} → ${edge?.to}) ${found.message}`,
    edge: index,
    ...(nodeId !== undefined && { nodeId }),
    ...options.locate?.(['edges', index]),
  }
}

export function fileProblem({ options }: CheckContext, found: Found, path: JsonPath = []): Problem {
  const field = fieldPath(path)
  return { severity: 'error', ...offered(found), ...(field !== '' && { field }), ...options.locate?.(path) }
}

/** `"a", "b" and "c"`. */
export function listed(names: readonly string[]): string {
  const quoted = names.map((name) => `"${name}"`)
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`
}
