/** The state machines of the engine, as they are drawn. */

/** A state machine of the engine, as it is drawn. */
export interface MachineView {
  /** `run`, or the machine of a node's family: `instant`, `work`, `person`. */
  readonly id: string
  readonly initial: string
  readonly states: readonly MachineStateView[]
  readonly transitions: readonly MachineTransitionView[]
}

export interface MachineStateView {
  readonly name: string
  readonly isFinal: boolean
  /** What is done on entering it, by name. */
  readonly entry: readonly string[]
}

export interface MachineTransitionView {
  readonly from: string
  readonly to: string
  readonly signal: string
  /** Taken only where this holds; of several for one signal the first that holds. */
  readonly guard?: string
  readonly actions: readonly string[]
}

/** The machines of a run and of its nodes. */
export interface MachineCatalog {
  readonly run: MachineView
  /** By kind; kinds that never run are left out. */
  readonly byKind: Readonly<Record<string, MachineView>>
}
