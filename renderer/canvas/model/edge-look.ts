/** How an edge looks in a run, from the states of the two nodes it joins. */

import type { NodeState } from '#shared/state/run-state.ts'
import { ERROR_PORT } from '#shared/workflow/workflow.ts'
import type { GlyphState } from '../../glyphs/state-glyph.tsx'
import { ACTS, NEEDS_PERSON } from './node-look.ts'

export type EdgeLook = 'idle' | 'taken' | 'active' | 'you' | 'dead'

/** Whether a node sent a token over an edge of this port; undefined while that is open. */
export function delivered(source: Pick<NodeState, 'status' | 'port'> | undefined, port: string): boolean | undefined {
  switch (source?.status) {
    case undefined:
    case 'queued':
    case 'running':
    case 'streaming':
    case 'awaiting':
    case 'retrying':
    case 'waiting':
      return undefined
    case 'completed':
      return source.port === port
    case 'failed':
      return port === ERROR_PORT
    case 'skipped':
    case 'interrupted':
      return false
  }
}

/** `target` is the state mark of the node the edge leads to. */
export function edgeLook(
  source: Pick<NodeState, 'status' | 'port'> | undefined,
  port: string,
  target: GlyphState,
  runEnded: boolean,
): EdgeLook {
  const sent = delivered(source, port)
  if (sent === undefined) return 'idle'
  if (!sent) return 'dead'
  if (ACTS.has(target)) return 'active'
  if (NEEDS_PERSON.has(target)) return 'you'
  // Queued: the token has not been taken up yet. After the end nothing will.
  return target === 'queued' && !runEnded ? 'idle' : 'taken'
}
