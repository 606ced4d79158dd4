/** What components read of the runs that the window looks at. */
import { useCallback, useSyncExternalStore } from 'react'
import { executionKey, type NodeState, RUN_ENDED, type Wait } from '#shared/state/run-state.ts'
import { entryOf, type RunView, subscribeNode, subscribeRun } from './followed-runs.ts'
import { channelKey, joinText } from './live-text.ts'

/** Starts to follow a run; harmless where it is followed already. */
export function followRun(runId: string): void {
  entryOf(runId)
}

/** The run as it is now, without subscribing. */
export function runNow(runId: string): RunView {
  return entryOf(runId).view
}

/** Resolves with the run once what it has done so far has been read, or cannot be. */
export function runRead(runId: string): Promise<RunView> {
  return new Promise((settle) => {
    let stop = (): void => undefined
    const look = () => {
      const { view } = entryOf(runId)
      if (view.loading) return
      stop()
      settle(view)
    }
    stop = subscribeRun(runId, look)
    look()
  })
}

export function useRun(runId: string | null): RunView | undefined {
  return useSyncExternalStore(
    useCallback((listener) => subscribeRun(runId, listener), [runId]),
    () => (runId === null ? undefined : entryOf(runId).view),
  )
}

/** One derived value of a run; re-renders when it changes (compared by identity, so return a primitive or a kept object). */
export function useRunValue<T>(runId: string | null, select: (view: RunView) => T): T | undefined {
  return useSyncExternalStore(
    useCallback((listener) => subscribeRun(runId, listener), [runId]),
    () => (runId === null ? undefined : select(entryOf(runId).view)),
  )
}

/** The latest execution of a node; re-renders for that node only. */
export function useNodeState(runId: string | null, nodeId: string, path = ''): NodeState | undefined {
  return useSyncExternalStore(
    useCallback((listener) => subscribeNode(runId, nodeId, listener), [runId, nodeId]),
    () => (runId === null ? undefined : entryOf(runId).view.state.nodes.get(executionKey(path, nodeId))),
  )
}

/** Everything a node has streamed on a channel in its present attempt, signals included; read at most once a frame. */
export function useLiveText(runId: string | null, nodeId: string, channel = 'text', path = ''): string {
  return useSyncExternalStore(
    useCallback((listener) => subscribeNode(runId, nodeId, listener), [runId, nodeId]),
    () => (runId === null ? '' : liveText(runId, nodeId, channel, path)),
  )
}

export function liveText(runId: string, nodeId: string, channel: string, path = ''): string {
  const entry = entryOf(runId)
  const node = entry.view.state.nodes.get(executionKey(path, nodeId))
  return joinText(node, node?.streams[channel] ?? '', entry.live.get(channelKey(path, nodeId, channel)))
}

/** The open question of a node, while there is one. */
export function useWait(runId: string | null, waitId: string | undefined): Wait | undefined {
  return useRunValue(runId, ({ state }) => (waitId === undefined ? undefined : state.waits.get(waitId)))
}

/** True while the run has not ended. */
export function useRunActive(runId: string | null): boolean {
  return useRunValue(runId, ({ state, loading }) => !loading && !RUN_ENDED.has(state.status)) ?? false
}
