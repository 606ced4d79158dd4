/** What a text says first, without what it adds: `Runs a program` of `Runs a program. There is no shell in between.` */
export const firstClause = (text: string): string => text.split(/[.;:](?:\s|$)/, 1)[0] ?? text
