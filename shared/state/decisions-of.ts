import type { Decision, RunState } from './run-state.ts'

/** What people answered about one execution, in order. */
export const decisionsOf = (
  { decisions }: Pick<RunState, 'decisions'>,
  { nodeId, path, iteration }: Pick<Decision, 'nodeId' | 'path' | 'iteration'>,
): readonly Decision[] =>
  [...decisions.values()].filter((each) => each.nodeId === nodeId && each.path === path && each.iteration === iteration)
