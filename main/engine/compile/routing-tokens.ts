/** What routing remembers of nodes and loops. */
import type { Json } from '#shared/json.ts'

export interface NodeTokens {
  /** In this pass. */
  started: boolean
  skipped: boolean
  decided: number
  delivered: number
  /** Incoming edges over which no further token can come. */
  final: number
  /** All executions of this pass have ended and its ports are decided. */
  closed: boolean
  /** Iterations of executions that have not ended. */
  active: number[]
  /** Ports that an ended execution of this pass left by. */
  left: string[]
  lastIteration: number
}

export interface LoopTokens {
  iteration: number
  feedback: Json | undefined
  /** Loop edges decided dead in this pass. */
  readonly dead: Set<number>
  closed: boolean
  /** Edges held back until the loop is left, in the order they were decided. */
  held: number[]
  /** Set while a token waits for withdrawn executions to end. */
  restarting: { readonly feedback: Json | undefined } | undefined
}

const NONE: never[] = []

export function newNodeTokens(lastIteration: number): NodeTokens {
  return {
    started: false,
    skipped: false,
    decided: 0,
    delivered: 0,
    final: 0,
    closed: false,
    active: NONE,
    left: NONE,
    lastIteration,
  }
}

export function newLoopTokens(): LoopTokens {
  return { iteration: 0, feedback: undefined, dead: new Set(), closed: false, held: [], restarting: undefined }
}
