/** The graph that both pages draw: nodes in a grid, each joined to the next, the first ones prompts that stream in a run. */
import { canonicalText } from '#shared/workflow/canonical.ts'
import type { Edge, Workflow, WorkflowNode } from '#shared/workflow/workflow.ts'

export const STREAMING_NODES = 50
export const COLUMN = 240
export const ROW = 96

export interface PlacedNode {
  readonly id: string
  readonly x: number
  readonly y: number
}

/** Half as many columns as rows, so that all of it fits into a window about as well as it can. */
const columnsOf = (count: number): number => Math.ceil(Math.sqrt(count / 2))

export function placedNodes(count: number): readonly PlacedNode[] {
  const columns = columnsOf(count)
  return Array.from({ length: count }, (_, index) => ({
    id: index === 0 ? 'start' : `n${index}`,
    x: (index % columns) * COLUMN,
    y: Math.floor(index / columns) * ROW,
  }))
}

export function joinedNodes(count: number): readonly Pick<Edge, 'from' | 'to'>[] {
  const nodes = placedNodes(count)
  return nodes.slice(1).map(({ id }, index) => ({ from: nodes[index]?.id ?? 'start', to: id }))
}

export const nameOf = (count: number): string => `bench-${count}`

/** The same graph as a workflow. The prompts are entered from the start, so that all of them stream at once. */
export function largeGraph(count: number): string {
  const placed = placedNodes(count)
  const edges = joinedNodes(count).map(({ from, to }) =>
    isPrompt(Number(to.slice(1))) ? { from: 'start', to } : { from, to },
  )
  const workflow: Workflow = {
    format: 'slashflow/1',
    name: nameOf(count),
    nodes: placed.map(({ id }, index): WorkflowNode => {
      if (index === 0) return { id, kind: 'start' }
      const title = `Node ${index}`
      return isPrompt(index)
        ? { id, kind: 'prompt', title, config: { prompt: `Report what changed in part ${index}.` } }
        : { id, kind: 'transform', title, config: { value: `{{ nodes.n${index - 1} }}` } }
    }),
    edges,
    layout: Object.fromEntries(placed.map(({ id, x, y }) => [id, [x, y] as const])),
  }
  return canonicalText(workflow)
}

const isPrompt = (index: number): boolean => index >= 1 && index <= STREAMING_NODES
