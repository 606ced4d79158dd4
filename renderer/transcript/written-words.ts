import type { WrittenFile } from './node-item.ts'

/** Before the path. */
export const writtenWords = ({ appended }: Pick<WrittenFile, 'appended'>): string => (appended ? 'Added to' : 'Wrote')
