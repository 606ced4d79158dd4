/** How many nodes work at once where nobody has set it (DESIGN 4.3). */
export const NODES_AT_ONCE = 8
export const NODES_AT_ONCE_IN_ALL = 32

/** More than any machine works on; what goes beyond it is a slip of the hand. */
export const MOST_NODES_AT_ONCE = 1_000
