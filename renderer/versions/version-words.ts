/** What versions are called on the screen. */
import type { VersionSummary } from '#shared/ipc/views/draft-views.ts'
import { atWords } from '../glyphs/time.ts'
import type { Comparison, SideName } from './comparison.ts'

export function sideWords({ versions, committed }: Comparison, side: SideName): string {
  if (side === 'draft') return 'Draft'
  if (side === 'saved') return 'Saved'
  if (side === 'committed') return `Last commit${committed ? ` ${committed.commit}` : ''}`
  const version = versions.find(({ id }) => id === side)
  return version ? `${whenWords(version.at)} · ${titleOfVersion(version)}` : 'A version that is not kept any more'
}

/** Its name, else what it changed, else how it came to be. */
export function titleOfVersion({ name, words, reason }: VersionSummary): string {
  if (name !== undefined) return name
  if (reason === 'draft') return words === '' ? 'Draft set aside' : `Draft set aside: ${words}`
  if (words !== '') return words
  return reason === 'found' ? 'As it was found' : 'Saved'
}

/** Of two versions of one day, the second tells. */
export function whenWords(iso: string): string {
  const day = atWords(iso)
  const time = new Date(iso).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
  return day === time ? time : `${day} ${time}`
}
