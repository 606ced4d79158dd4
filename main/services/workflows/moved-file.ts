import { dirname } from 'node:path'
import { filesIn, hashOf, readText } from './workflow-file.ts'

/** The path of another workflow file of the same folder that has this content now; null where there is none. */
export async function besideWith(path: string, hash: string): Promise<string | null> {
  for (const other of await filesIn(dirname(path))) {
    const file = other === path ? null : await readText(other)
    if (file && !file.problem && hashOf(file.text) === hash) return other
  }
  return null
}
