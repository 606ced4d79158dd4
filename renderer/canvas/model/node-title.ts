import { titleOfNode } from '#shared/workflow/title-of-node.ts'

/** What a node is called on the screen: its title, or its id as words. */
export const nodeTitle = titleOfNode
