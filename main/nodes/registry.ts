/** Every node kind there is: one line each. */

import type { KindRegistry, NodeKind } from '#main/engine/kind.ts'
import type { KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import { approval } from './approval.ts'
import { ask } from './ask.ts'
import { branch } from './branch.ts'
import { end } from './end.ts'
import { file } from './file.ts'
import { note } from './note.ts'
import { notify } from './notify.ts'
import { prompt } from './prompt.ts'
import { shell } from './shell.ts'
import { show } from './show.ts'
import { start } from './start.ts'
import { transform } from './transform.ts'

/** In the order of the palette. */
export const KINDS: readonly NodeKind[] = [
  start,
  prompt,
  shell,
  file,
  transform,
  branch,
  approval,
  ask,
  show,
  notify,
  end,
  note,
]

export const DESCRIPTORS: readonly KindDescriptor[] = KINDS.map((kind) => kind.descriptor)

export function registryOf(kinds: readonly NodeKind[] = KINDS): KindRegistry {
  return new Map(kinds.map((kind) => [kind.descriptor.kind, kind]))
}
