/** Trying a command while it is drawn: running parts of it, pinning what nodes gave, testing an expression. */
import { FastForward, Pin, PinOff, Play, SquareFunction, StepForward } from 'lucide-react'
import { toast } from 'sonner'
import { errorSentence } from '../bridge/bridge.ts'
import { canvasCommands } from '../canvas/canvas-commands.ts'
import { isPinned } from '../canvas/edit/pins.ts'
import { useTryForm } from '../command-bar/try-form.ts'
import { beforeInOrder } from '../inspector/scope/scope-of-node.ts'
import { documentNow } from '../state/documents.ts'
import { useKinds } from '../state/kinds.ts'
import { outputInDataRun, pinFromRun, pinnable, unpinNodes } from '../state/pins.ts'
import { tellOfAllNodes } from '../state/quiet-fields.ts'
import { type Try, tryFrom, tryNode, tryUpTo } from '../state/try-run.ts'
import { shownTab } from '../state/view.ts'
import type { Action } from './action.ts'
import { beginOnce } from './begin-once.ts'
import { EDIT_FIRST, SELECT_FIRST } from './canvas-actions.ts'
import { nodesThatRun } from './nodes-that-run.ts'
import { openOverlay } from './overlays.ts'

export const tryActions: readonly Action[] = [
  {
    id: 'try-node',
    icon: Play,
    group: 'run',
    label: 'Run this node',
    keys: 'alt+enter',
    inFields: true,
    places: ['node'],
    available: () => triable() !== undefined,
    whyNot: selectFirst,
    perform: () => start(tryNode),
  },
  {
    id: 'try-up-to',
    icon: StepForward,
    group: 'run',
    label: 'Run up to this node',
    keys: 'alt+shift+enter',
    inFields: true,
    places: ['node'],
    available: () => triable() !== undefined,
    whyNot: selectFirst,
    perform: () => start(tryUpTo),
  },
  {
    id: 'try-from',
    icon: FastForward,
    group: 'run',
    label: 'Run from this node on',
    places: ['node'],
    available: () => triable() !== undefined,
    whyNot: selectFirst,
    perform: () => start(tryFrom),
  },
  {
    id: 'pin',
    icon: Pin,
    group: 'run',
    label: 'Pin the output of the last run',
    scope: 'canvas',
    keys: 'p',
    places: ['node'],
    available: canPin,
    whyNot: () => (pinned(selected()).length > 0 ? undefined : selectFirst()),
    perform: () => void pinFromRun(editedRef(), unpinned()),
  },
  {
    id: 'unpin',
    icon: PinOff,
    group: 'run',
    label: 'Unpin the output',
    scope: 'canvas',
    sharesKeysWith: 'pin',
    places: ['node'],
    available: () => !canPin() && pinned(selected()).length > 0,
    perform: () => unpinNodes(editedRef(), selected()),
  },
  {
    id: 'pin-before',
    icon: Pin,
    group: 'run',
    label: 'Pin everything before this node',
    places: ['node'],
    available: () => pinnable(editedRef(), before()).length > 0,
    perform: () => void pinFromRun(editedRef(), pinnable(editedRef(), before())),
  },
  {
    id: 'unpin-all',
    icon: PinOff,
    group: 'run',
    label: 'Unpin everything in this command',
    available: () => pinned(nodes().map(({ id }) => id)).length > 0,
    perform: () =>
      unpinNodes(
        editedRef(),
        nodes().map(({ id }) => id),
      ),
  },
  {
    id: 'scratch',
    icon: SquareFunction,
    group: 'run',
    label: 'Test an expression…',
    keys: 'mod+e',
    inFields: true,
    available: () => editedRef() !== '',
    whyNot: () => (documentNow(shownTab()?.ref ?? '')?.workflow ? EDIT_FIRST : undefined),
    perform: () => openOverlay('scratch'),
  },
]

/** Why nothing can be tried: the run's nodes are not those of the draft. */
function selectFirst(): string | undefined {
  if (editedRef() !== '') return SELECT_FIRST
  return documentNow(shownTab()?.ref ?? '')?.workflow ? 'Go to Edit and select a node first.' : undefined
}

/** Empty where nothing is being edited. */
function editedRef(): string {
  const tab = shownTab()
  return tab?.mode === 'edit' && documentNow(tab.ref)?.workflow ? tab.ref : ''
}

const nodes = () => documentNow(editedRef())?.workflow?.nodes ?? []

/** The selection of the canvas, or the node of the inspector where the canvas has none. */
function selected(): readonly string[] {
  const ref = editedRef()
  const canvas = canvasCommands()
  const ids = canvas?.documentRef === ref ? [...canvas.selected()] : []
  const shown = shownTab()?.nodeId
  return ref === '' ? [] : ids.length > 0 || shown == null ? ids : [shown]
}

function triable(): Try | undefined {
  const [nodeId, ...others] = runnable(selected())
  return nodeId === undefined || others.length > 0 ? undefined : { ref: editedRef(), nodeId }
}

function runnable(ids: readonly string[]): readonly string[] {
  const { catalog } = useKinds.getState()
  const kinds = new Map(nodes().map((node) => [node.id, catalog.get(node.kind)]))
  return ids.filter((id) => kinds.get(id)?.runs === true)
}

function pinned(ids: readonly string[]): readonly string[] {
  const wanted = new Set(ids)
  return nodes().flatMap((node) => (wanted.has(node.id) && isPinned(node) ? [node.id] : []))
}

function unpinned(): readonly string[] {
  const ids = selected()
  const has = new Set(pinned(ids))
  return pinnable(editedRef(), ids).filter((id) => !has.has(id))
}

/** Of some that are pinned already, only where others have an output to pin: else the key would never take those pins away. */
function canPin(): boolean {
  const left = unpinned()
  if (left.length === 0 || pinned(selected()).length === 0) return left.length > 0
  return left.some((id) => outputInDataRun(editedRef(), id) !== undefined)
}

function before(): readonly string[] {
  const workflow = documentNow(editedRef())?.workflow
  const [nodeId, ...others] = nodesThatRun(editedRef(), selected())
  if (!workflow || nodeId === undefined || others.length > 0) return []
  return beforeInOrder(workflow, useKinds.getState().catalog, nodeId).map(({ id }) => id)
}

type Started = Awaited<ReturnType<typeof tryNode>>

function start(deed: (wanted: Try) => Promise<Started>): void {
  const wanted = triable()
  if (wanted) void startTry(deed, wanted)
}

/** A refusal is told; where arguments are missing, their form opens. */
export async function startTry(deed: (wanted: Try) => Promise<Started>, wanted: Try): Promise<void> {
  const begin = async () => {
    if ((await deed(wanted)) !== 'needs-arguments') return
    useTryForm.setState({ wanted })
    openOverlay('try-form')
  }
  await beginOnce(`try ${wanted.ref}`, begin).catch((error: unknown) => {
    tellOfAllNodes(wanted.ref)
    toast.error(errorSentence(error))
  })
}
