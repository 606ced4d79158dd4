/** The runs that this window began and has not told of: all of such a run is news, also where it was over before it was seen. */
const begun = new Set<string>()

export const noteBegun = (runId: string): void => void begun.add(runId)

/** Whether it was begun here; true once. */
export const takeBegun = (runId: string): boolean => begun.delete(runId)
