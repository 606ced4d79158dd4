import type { StoreApi } from 'zustand'

/** Resolves once the store is as wanted, now or later. */
export function until<S>(
  store: Pick<StoreApi<S>, 'getState' | 'subscribe'>,
  wanted: (state: S) => boolean,
): Promise<void> {
  return new Promise((settle) => {
    if (wanted(store.getState())) return settle()
    const stop = store.subscribe((state) => {
      if (!wanted(state)) return
      stop()
      settle()
    })
  })
}
