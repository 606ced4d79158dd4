import { Handle, Position } from '@xyflow/react'
import { memo } from 'react'
import { ERROR_PORT } from '#shared/workflow/workflow.ts'
import { useCanvas } from '../canvas-context.ts'
import { isSidePort, type PortBox } from '../model/node-box.ts'
import type { NodeView } from '../model/node-view.ts'

const POSITION = { left: Position.Left, right: Position.Right, bottom: Position.Bottom } as const

export interface PortsProps {
  readonly view: NodeView
  readonly connected: ReadonlySet<string>
}

/**
 * Bars where edges come in, discs where they leave. Drawn where `nodeBox` says, so edges meet them unmeasured: far away, where
 * nobody could take hold of them, they need not be there.
 */
export const Ports = memo(function Ports({ view, connected }: PortsProps) {
  const { editable } = useCanvas()
  return (
    <div className="ports">
      {view.box.ports.map((port) => (
        <Handle
          key={`${port.side}:${port.port}`}
          id={port.port}
          type={port.side === 'in' ? 'target' : 'source'}
          position={POSITION[port.edge]}
          isConnectable={editable}
          className={portClass(port, connected.has(`${port.side}:${port.port}`))}
          title={isSidePort(port.port) ? port.port : undefined}
          style={{ left: port.x, top: port.y, width: port.width, height: port.height }}
        />
      ))}
    </div>
  )
})

function portClass(port: PortBox, connected: boolean): string {
  const names = [
    'port',
    port.side,
    connected && 'connected',
    isSidePort(port.port) && 'side',
    port.port === ERROR_PORT && 'failing',
  ]
  return names.filter(Boolean).join(' ')
}
