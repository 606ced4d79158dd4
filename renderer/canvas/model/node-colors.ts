/** The colours that a person gives nodes. The file holds the name, the tokens what it looks like in each theme. */
export const NODE_COLORS = ['rose', 'amber', 'moss', 'teal', 'blue', 'violet'] as const
export type NodeColor = (typeof NODE_COLORS)[number]

const names: ReadonlySet<string> = new Set(NODE_COLORS)

/** A name that this version does not know stays in the file and is not drawn. */
export const knownColor = (name: string | undefined): NodeColor | undefined =>
  name !== undefined && names.has(name) ? (name as NodeColor) : undefined // a member of the list
