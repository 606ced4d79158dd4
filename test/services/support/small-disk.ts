/** A disk of a few kilobytes, or one that is read-only: real ones, mounted where the system lets this user do so. */
import { execFileSync } from 'node:child_process'
import { onTestFinished } from 'vitest'
import { folderWith } from './folder.ts'

function mount(options: string, folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Null where mounting is not allowed. */
export function smallDisk(kilobytes: number): { folder: string; makeReadOnly: () => void } | null {
  const folder = folderWith()
  if (!mount(`size=${kilobytes}k`, folder)) return null
  onTestFinished(() => {
    execFileSync('umount', [folder])
  })
  return { folder, makeReadOnly: () => void execFileSync('mount', ['-o', 'remount,ro', folder]) }
}
