/** What `slashflow list --status` takes; apart, so that the grammar does not load the command. */
export const LIST_STATUSES = ['open', 'paused', 'interrupted', 'succeeded', 'failed'] as const
export type ListStatus = (typeof LIST_STATUSES)[number]
