/** Which time of a node the inspector shows, where it ran more than once at its place: the latest, unless a person chose another. */
import { create } from 'zustand'

interface PickedTime {
  /** Run, path and node: with another one shown, the choice does not count. */
  readonly of: string
  readonly iteration: number
}

const usePicked = create<{ readonly picked: PickedTime | undefined }>(() => ({ picked: undefined }))

const placeOf = (runId: string, nodeId: string, path: string): string => `${runId} ${path} ${nodeId}`

export function usePickedTime(runId: string, nodeId: string, path: string): number | undefined {
  return usePicked(({ picked }) => (picked?.of === placeOf(runId, nodeId, path) ? picked.iteration : undefined))
}

/** Undefined: the latest again. */
export function pickTime(runId: string, nodeId: string, path: string, iteration: number | undefined): void {
  usePicked.setState({
    picked: iteration === undefined ? undefined : { of: placeOf(runId, nodeId, path), iteration },
  })
}
