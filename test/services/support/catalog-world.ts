/** A catalog on real folders: bundled commands, a home and a workspace. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { KIND_CHECKS } from '#main/nodes/check-config.ts'
import { DESCRIPTORS } from '#main/nodes/registry.ts'
import { writeAtomic } from '#main/services/files/write-atomic.ts'
import { WorkflowCatalog, type WorkflowCatalogOptions } from '#main/services/workflows/catalog.ts'
import { catalogOf } from '#shared/workflow/kind-descriptor.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { folderWith } from './folder.ts'

export const NOON = Date.parse('2025-06-01T12:00:00Z')

export const flow = (name: string, more: Partial<Workflow> = {}): Workflow => ({
  format: 'slashflow/1',
  name,
  nodes: [
    { id: 'start', kind: 'start' },
    { id: 'done', kind: 'end' },
  ],
  edges: [{ from: 'start', to: 'done' }],
  ...more,
})
export const text = (name: string, more?: Partial<Workflow>): string => JSON.stringify(flow(name, more))

interface World {
  readonly catalog: WorkflowCatalog
  readonly home: string
  readonly workspace: string
  readonly changed: string[][]
  readonly path: (file: string) => string
}

/** Files by place: `bundled/hello`, `home/workflows/x`, `work/.slashflow/x`; `.flow.json` is added. */
export function world(
  files: Readonly<Record<string, string>> = {},
  home?: string,
  versions?: WorkflowCatalogOptions['versions'],
): World {
  const root = folderWith({ 'bundled/.keep': '', 'home/.keep': '', 'work/.keep': '' })
  const path = (file: string): string => join(root, `${file}.flow.json`)
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(join(path(file), '..'), { recursive: true })
    writeFileSync(path(file), content)
  }
  const changed: string[][] = []
  const catalog = new WorkflowCatalog({
    home: home ?? join(root, 'home'),
    bundled: join(root, 'bundled'),
    kinds: { catalog: catalogOf(DESCRIPTORS), checks: KIND_CHECKS },
    write: writeAtomic,
    now: () => NOON,
    changed: (refs) => changed.push([...refs]),
    ...(versions && { versions }),
  })
  return { catalog, home: home ?? join(root, 'home'), workspace: join(root, 'work'), changed, path }
}
