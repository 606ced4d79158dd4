/** The adapters and services of one process, each given what it needs of the others as plain functions. */
import { CallError } from '#shared/ipc/call-error.ts'
import { durationMs } from '#shared/workflow/duration.ts'
import { catalogOf } from '#shared/workflow/kind-descriptor.ts'
import { DURATION_PATTERN } from '#shared/workflow/workflow.ts'
import type { ComposeOptions } from '../app.ts'
import type { Broadcasts } from '../calls/broadcasts.ts'
import { workflowSource } from '../calls/workflow-source.ts'
import type { Adapters } from '../engine/kind.ts'
import { KIND_CHECKS } from '../nodes/check-config.ts'
import { DESCRIPTORS, registryOf } from '../nodes/registry.ts'
import { DraftStore } from '../services/drafts/draft-store.ts'
import { DraftWatcher } from '../services/drafts/draft-watcher.ts'
import { createFilesService } from '../services/files/files-port.ts'
import { writeAtomic } from '../services/files/write-atomic.ts'
import { createModelService } from '../services/llm/model-port.ts'
import { createProcessService } from '../services/processes/process-port.ts'
import { Samples } from '../services/samples/samples.ts'
import { systemKeyring } from '../services/secrets/keyring.ts'
import { placeholderKey } from '../services/secrets/placeholder-key.ts'
import { createSecretsService } from '../services/secrets/secrets-port.ts'
import { SecretStore, withoutSecrets } from '../services/secrets/store.ts'
import { type KeyStore, Settings } from '../services/settings/settings.ts'
import { systemClock } from '../services/system/system-clock.ts'
import { SaveVersions } from '../services/versions/save-versions.ts'
import { VersionStore } from '../services/versions/version-store.ts'
import { WorkflowCatalog } from '../services/workflows/catalog.ts'
import { WorkflowWatcher } from '../services/workflows/watcher.ts'
import { BranchWatcher } from '../services/workspace/branch-watcher.ts'
import { createWorkspaceService } from '../services/workspace/workspace.ts'
import { commandsOf } from './commands-of.ts'

const MODEL_KEY = 'OPENAI_API_KEY'

export type Services = ReturnType<typeof makeServices>

export function makeServices(
  { home, env, bundled, notifier }: ComposeOptions,
  broadcasts: Broadcasts,
  report: (error: unknown) => void,
) {
  const clock = systemClock
  const registry = registryOf()
  const secretStore = new SecretStore({ home, env, keyring: systemKeyring })
  const known = new Map<string, string>()
  const secret = async (name: string): Promise<string | undefined> => {
    const found = await secretStore.get(name)
    if (found !== undefined) known.set(name, found)
    return found
  }
  const settings = new Settings({ home, env, key: modelKey(secretStore, secret), write: writeAtomic, now: clock.now })
  const models = createModelService({ clock, configuration: () => settings.model(), ...patience(env) })
  const process = createProcessService({ clock, env: withoutSecrets(env) })
  const secrets = createSecretsService({ key: () => placeholderKey(home), lookUp: secret })
  const changed = (refs: readonly string[]) => broadcasts.tell('workflows.changed', { refs })
  const draftsChanged = (ref: string, revision: string | null) => broadcasts.tell('drafts.changed', { ref, revision })
  const drafts = new DraftStore({ home, now: clock.now, changed: draftsChanged, warn: report })
  const versions = new VersionStore({
    home,
    now: clock.now,
    write: writeAtomic,
    changed: (ref) => broadcasts.tell('versions.changed', { ref }),
  })
  const samples = new Samples({
    home,
    write: writeAtomic,
    now: clock.now,
    warn: (warning) => report(new Error(warning)),
  })
  const catalog = new WorkflowCatalog({
    home,
    bundled,
    kinds: { catalog: catalogOf(DESCRIPTORS), checks: KIND_CHECKS },
    write: writeAtomic,
    now: clock.now,
    versions: new SaveVersions({ versions, now: clock.now, warn: report }),
    renamed: (from, to, found) => samples.rename(from, to, found).catch(report),
    changed,
  })
  const workspace = createWorkspaceService({ process, clock })
  const adapters: Omit<Adapters, 'memory'> = {
    model: models,
    process,
    files: createFilesService(),
    notifier,
    secrets,
    workflows: workflowSource(commandsOf(catalog)),
  }
  return {
    registry,
    adapters,
    settings,
    samples,
    models,
    catalog,
    watcher: new WorkflowWatcher({ userFolder: catalog.userFolder, changed, warn: report }),
    drafts,
    draftWatcher: new DraftWatcher({ folder: drafts.folder, changed: draftsChanged, warn: report }),
    versions,
    workspace,
    branchWatcher: new BranchWatcher({
      headFile: workspace.headFile,
      changed: () => broadcasts.tell('workspace.changed', {}),
      warn: report,
    }),
    /** Trusted commands that events begin, as seen from a workspace. */
    eventListeners: async (folder: string) => {
      const trusted = (await catalog.list(folder)).filter((command) => command.trusted && !command.shadowed)
      const documents = await Promise.all(trusted.map(({ ref }) => catalog.read(ref)))
      return documents.filter(({ workflow }) => workflow?.nodes.some(({ kind }) => kind === 'on_event'))
    },
    secret,
    /** Those that were looked up, by name: what must not stand in a log of the process. */
    knownSecrets: known as ReadonlyMap<string, string>,
    forgetRun: (runId: string) => secrets.forget(runId),
  }
}

/** A machine that loads a large model first may be silent for minutes. */
function patience({ SLASHFLOW_STALL_AFTER: given }: ComposeOptions['env']): { readonly stallMs?: number } {
  if (!given) return {}
  if (DURATION_PATTERN.test(given)) return { stallMs: durationMs(given) }
  throw new CallError(
    'environment.invalid',
    `SLASHFLOW_STALL_AFTER is "${given}", which is no duration such as 90s or 5m. It is how long a model server may be silent.`,
  )
}

function modelKey(store: SecretStore, secret: (name: string) => Promise<string | undefined>): KeyStore {
  return {
    get: () => secret(MODEL_KEY),
    set: (key) => store.set(MODEL_KEY, key),
    where: () => store.where(MODEL_KEY),
    kind: () => store.kind(),
  }
}
