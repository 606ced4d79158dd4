/** What a workflow can do, read from the file alone: for the question whether to trust it. */

import type { Capabilities } from '../ipc/views/workflow-views.ts'
import type { Json } from '../json.ts'
import { asText } from './as-text.ts'
import { textsIn } from './edit/references.ts'
import { scopeNamesIn } from './edit/scope-names.ts'
import type { KindCatalog } from './kind-descriptor.ts'
import type { Workflow, WorkflowNode } from './workflow.ts'

/** Of a file that cannot be read as a workflow. */
export const NO_CAPABILITIES: Capabilities = {
  programs: [],
  hosts: [],
  paths: [],
  models: [],
  tools: [],
  secrets: [],
  commands: [],
  emits: [],
  beginsOn: [],
  remembers: [],
  delays: [],
  unasked: [],
  passedOver: [],
  unknown: [],
}

/** Texts stand as written, expressions included: what they will give is not known before the run. Nothing is named twice. */
export function capabilitiesOf(workflow: Workflow, catalog: KindCatalog): Capabilities {
  const collect = (of: (node: WorkflowNode) => readonly string[]) => [...new Set(workflow.nodes.flatMap(of))]
  const field = (name: string, ...kinds: readonly string[]) =>
    collect(({ kind, config }) => (kinds.includes(kind) ? textOf(config?.[name]) : []))
  return {
    programs: collect(programsOf),
    hosts: collect(hostsOf),
    paths: field('path', 'file', 'watch'),
    models: collect(modelsOf),
    tools: collect(toolsOf),
    secrets: collect(secretsOf),
    commands: field('name', 'workflow').map((name) => (/^[/{]/.test(name) ? name : `/${name}`)),
    emits: field('event', 'emit'),
    beginsOn: field('event', 'on_event'),
    remembers: collect(memoryOf),
    delays: collect(delayOf),
    unasked: collect((node) => (node.approve === 'never' ? [node.id] : [])),
    passedOver: collect((node) => (isPassedOver(node, catalog) ? [node.id] : [])),
    unknown: collect(({ kind }) => (catalog.has(kind) ? [] : [kind])),
  }
}

/** A prompt that names no model is sent somewhere too. */
function modelsOf({ kind, config }: WorkflowNode): readonly string[] {
  if (kind === 'guard') return textOf(config?.model)
  if (kind !== 'prompt') return []
  const named = textOf(config?.model)
  return named.length > 0 ? named : ['the model of your settings']
}

/** An address that begins with an expression is shown whole: it may lead anywhere. */
function hostsOf({ kind, config }: WorkflowNode): readonly string[] {
  if (kind === 'mcp') return textOf(config?.server)
  if (kind !== 'http') return []
  return textOf(config?.url).map(
    (url) => /^[a-z]+:\/\/([^/?#{]+)(?=[/?#]|$)/i.exec(url)?.[1]?.replace(/^.*@/, '') ?? url,
  )
}

function toolsOf({ kind, config }: WorkflowNode): readonly string[] {
  if (kind === 'mcp') return textOf(config?.tool).map((tool) => [...textOf(config?.server), tool].join('.'))
  const tools = kind === 'prompt' ? config?.tools : undefined
  return Array.isArray(tools) ? tools.map((tool) => asText(tool)) : textOf(tools)
}

function secretsOf({ config }: WorkflowNode): readonly string[] {
  return textsIn(config).flatMap((text) =>
    text.includes('secrets')
      ? scopeNamesIn(text).flatMap(({ root, field }) => (root === 'secrets' && field ? [field.name] : []))
      : [],
  )
}

function programsOf({ kind, config }: WorkflowNode): readonly string[] {
  if (kind === 'git') return [['git', ...textOf(config?.action)].join(' ')]
  if (kind !== 'shell' || config?.command === undefined) return []
  const { args } = config
  const words = Array.isArray(args) ? args.map((word) => asText(word)) : textOf(args)
  return [[asText(config.command), ...words].map(asWord).join(' ')]
}

/** Quoted where it holds a blank, so that one argument is not taken for two; an expression stands as it is. */
function asWord(word: string): string {
  return word === '' || (/\s/.test(word) && !word.includes('{{')) ? JSON.stringify(word) : word
}

function memoryOf({ kind, config }: WorkflowNode): readonly string[] {
  if (kind !== 'store') return []
  const shared = config?.scope === 'workspace' ? ' (for all commands of the workspace)' : ''
  return textOf(config?.key).map((key) => `${key}${shared}`)
}

function delayOf({ kind, config }: WorkflowNode): readonly string[] {
  if (kind !== 'delay') return []
  return [...textOf(config?.for), ...textOf(config?.until).map((time) => `until ${time}`)]
}

/** What protects a person, and does not once the file is trusted: until then `disabled` and `pinned` read as if absent. */
function isPassedOver({ kind, disabled, pinned }: WorkflowNode, catalog: KindCatalog): boolean {
  if (disabled !== true && pinned === undefined) return false
  const descriptor = catalog.get(kind)
  return descriptor?.overlay === 'approval' || (descriptor?.effect ?? 'never') !== 'never'
}

const textOf = (value: Json | undefined): readonly string[] =>
  value === undefined || value === '' ? [] : [asText(value)]
