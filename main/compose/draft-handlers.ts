/** The answers to the calls about drafts and versions. */
import type { Handlers } from '#shared/ipc/contract.ts'
import { canonicalText } from '#shared/workflow/canonical.ts'
import { catalogOf } from '#shared/workflow/kind-descriptor.ts'
import { sidesOf } from '../calls/sides-of-file.ts'
import { DESCRIPTORS } from '../nodes/registry.ts'
import { draftNotKept } from '../services/drafts/not-kept.ts'
import { notWritten } from '../services/workflows/write-error.ts'
import type { Services } from './services.ts'
import { wholeDraft } from './whole-draft.ts'

type DraftHandlers = Pick<Handlers, Extract<keyof Handlers, `drafts.${string}` | `versions.${string}`>>

/** `watches`: a window hears what other processes do; a command line looks once. */
export function draftHandlers(
  { drafts, draftWatcher, versions, workspace, catalog }: Services,
  watches: boolean,
): DraftHandlers {
  const kinds = catalogOf(DESCRIPTORS)
  return {
    'drafts.list': async () => {
      if (watches) await draftWatcher.begin()
      return drafts.list()
    },
    'drafts.read': async ({ ref }) => {
      if (watches) await draftWatcher.begin()
      return drafts.read(ref)
    },
    'drafts.keep': async (draft) => drafts.keep(wholeDraft(draft, (hash) => catalog.edits.version(hash))),
    'drafts.remove': async ({ ref, revision }) => {
      await drafts.remove(ref, revision)
      return {}
    },
    'versions.list': ({ ref }) => versions.list(ref),
    'versions.read': ({ ref, id }) => versions.read(ref, id),
    'versions.keep': async ({ ref, workflow, reason, name }) => {
      try {
        return await versions.add(ref, { text: canonicalText(workflow, kinds), reason, name })
      } catch (error) {
        throw draftNotKept(error, versions.folder)
      }
    },
    'versions.name': async ({ ref, id, name }) => {
      try {
        return await versions.name(ref, id, name.trim())
      } catch (error) {
        throw notWritten(error, versions.folder)
      }
    },
    'versions.committed': async ({ ref }) => {
      const path = catalog.pathOf(ref)
      return path === null ? null : workspace.committed(path)
    },
    'versions.sides': async ({ ref }) => {
      const path = catalog.pathOf(ref)
      return path === null ? null : sidesOf(await catalog.read(ref), (stage) => workspace.staged(path, stage))
    },
  }
}
