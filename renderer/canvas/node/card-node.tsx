import { memo } from 'react'
import { toast } from 'sonner'
import { isJsonObject, type Json } from '#shared/json.ts'
import { errorSentence } from '../../bridge/bridge.ts'
import { openRunById } from '../../state/start-run.ts'
import { useCanvas } from '../canvas-context.ts'
import { NodeCard } from '../card/node-card.tsx'
import type { NodeView } from '../model/node-view.ts'
import { FaceText } from './face-text.tsx'
import { LiveText } from './live-text.tsx'
import { NodeHeader } from './node-header.tsx'

export const CardNode = memo(function CardNode({
  view,
  folded,
}: {
  readonly view: NodeView
  readonly folded: boolean
}) {
  return (
    <>
      <NodeHeader view={view} />
      <NodeBody view={view} folded={folded} />
      {view.childRunId !== undefined && <ChildRunLink runId={view.childRunId} />}
      {view.box.rows.length > 0 && <PortRows view={view} />}
    </>
  )
})

function NodeBody({ view, folded }: { readonly view: NodeView; readonly folded: boolean }) {
  const { runId } = useCanvas()
  if (view.waitId !== undefined && runId !== null)
    // Another item's question is another card: it is measured anew.
    return <NodeCard key={view.waitId} nodeId={view.node.id} runId={runId} waitId={view.waitId} folded={folded} />
  const streams = view.glyph === 'streaming' || view.glyph === 'running'
  return (
    <>
      {(view.glyph !== 'streaming' || view.face.style === 'code') && (
        <FaceText face={view.face} lines={view.box.lines} />
      )}
      {streams && (
        <LiveText
          nodeId={view.node.id}
          path={view.path}
          code={view.face.style === 'code'}
          width={view.box.width}
          shown={view.glyph === 'streaming'}
        />
      )}
    </>
  )
}

/** The run that this node started, beside its mark. */
function ChildRunLink({ runId }: { readonly runId: string }) {
  return (
    <button
      type="button"
      className="child-run nodrag nopan"
      onClick={() => void openRunById(runId).catch((error: unknown) => toast.error(errorSentence(error)))}
    >
      Open run
    </button>
  )
}

/** Several ways out: a row each, with what leads there where the kind's config says so. */
function PortRows({ view }: { readonly view: NodeView }) {
  return (
    <ul className="port-rows" aria-label="Ports">
      {view.box.rows.map((port) => (
        <li key={port} className={port === view.takenPort ? 'taken' : undefined}>
          <span className="port-when cut">{reasonOf(view, port)}</span>
          <span className="port-name">{port}</span>
        </li>
      ))}
    </ul>
  )
}

const TIMEOUT_PORT = 'timeout'

/** Without a time it never leaves so. */
const timeoutWords = (after: Json | undefined): string => (typeof after === 'string' ? `after ${after}` : '')

function reasonOf({ descriptor, node }: NodeView, port: string): string {
  if (!descriptor?.portsFrom) return ''
  const cases: Json | undefined = node.config?.[descriptor.portsFrom]
  const found = Array.isArray(cases) ? cases.find((item) => isJsonObject(item) && item.port === port) : undefined
  if (!isJsonObject(found)) return port === TIMEOUT_PORT ? timeoutWords(node.config?.[port]) : 'otherwise'
  const when = Object.entries(found).find(([key, value]) => key !== 'port' && typeof value === 'string')?.[1]
  return typeof when === 'string' ? when.replace(/^\s*\{\{\s*|\s*\}\}\s*$/g, '') : ''
}
