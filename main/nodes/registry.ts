/** Every node kind there is: one line each. */

import type { KindRegistry, NodeKind } from '#main/engine/kind.ts'
import type { KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import { approval } from './approval.ts'
import { ask } from './ask.ts'
import { branch } from './branch.ts'
import { cancel } from './cancel.ts'
import { checkpoint } from './checkpoint.ts'
import { delay } from './delay.ts'
import { each } from './each.ts'
import { emit } from './emit.ts'
import { end } from './end.ts'
import { file } from './file.ts'
import { group } from './group.ts'
import { note } from './note.ts'
import { notify } from './notify.ts'
import { onEvent } from './on-event.ts'
import { prompt } from './prompt.ts'
import { shell } from './shell.ts'
import { show } from './show.ts'
import { start } from './start.ts'
import { store } from './store.ts'
import { transform } from './transform.ts'
import { wait } from './wait.ts'
import { workflow } from './workflow.ts'

/** In the order of the palette. */
export const KINDS: readonly NodeKind[] = [
  start,
  onEvent,
  prompt,
  shell,
  file,
  transform,
  branch,
  each,
  group,
  workflow,
  delay,
  wait,
  emit,
  store,
  cancel,
  approval,
  ask,
  checkpoint,
  show,
  notify,
  end,
  note,
]

export const DESCRIPTORS: readonly KindDescriptor[] = KINDS.map((kind) => kind.descriptor)

export function registryOf(kinds: readonly NodeKind[] = KINDS): KindRegistry {
  return new Map(kinds.map((kind) => [kind.descriptor.kind, kind]))
}
