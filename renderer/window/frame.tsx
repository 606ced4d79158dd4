import { Suspense, useEffect, useRef } from 'react'
import {
  Group,
  type Layout,
  type LayoutChangedMeta,
  Panel,
  type PanelImperativeHandle,
  Separator,
} from 'react-resizable-panels'
import { Sidebar } from '../sidebar/sidebar.tsx'
import { isPage, setPanelSize, useShownTab, useView } from '../state/view.ts'
import { BottomPanel } from './bottom-panel.tsx'
import { ConnectionLine, WarningLine } from './lines.tsx'
import { Page } from './pages.tsx'
import { Stage, StageInspector } from './stage.tsx'
import { TopBar } from './top-bar.tsx'
import './frame.css'

const SIZES = {
  sidebar: { start: 200, min: 180, max: 320 },
  'inspector-run': { start: 276, min: 260, max: 520 },
  'inspector-edit': { start: 348, min: 260, max: 520 },
  bottom: { start: 276, min: 44, max: '60%' },
  // While editing it is the graph that needs the room.
  'bottom-edit': { start: 184, min: 44, max: '60%' },
} as const

/** Sidebar, canvas with its bars, inspector: all resizable, each folds away, all sizes are remembered. */
export function Frame() {
  const folded = useView((view) => view.folded)
  const page = useView(({ shown }) => (isPage(shown) ? shown : null))
  const tab = useShownTab()
  return (
    <main className="frame">
      <ConnectionLine />
      <WarningLine />
      <Group orientation="horizontal" className="frame-columns" onLayoutChanged={keepSizes}>
        {!folded.sidebar && (
          <>
            <SizedPanel id="sidebar" name="sidebar">
              <Sidebar />
            </SizedPanel>
            <Separator className="divider" aria-label="Width of the sidebar" />
          </>
        )}
        <Panel id="middle" minSize={320} style={OVERFLOWS}>
          <div className="middle">
            <TopBar />
            <Group orientation="vertical" className="middle-rows" onLayoutChanged={keepSizes} style={OVERFLOWS}>
              <Panel id="stage" minSize={120}>
                <div className="stage">{page ? <Page name={page} /> : <Stage />}</div>
              </Panel>
              <Separator className="divider" aria-label="Height of the transcript" />
              <BottomSlot
                height={page ? PAGE_BAR : folded.bottom ? SIZES.bottom.min : undefined}
                name={tab?.mode === 'edit' ? 'bottom-edit' : 'bottom'}
              />
            </Group>
          </div>
        </Panel>
        {!folded.inspector && page === null && tab && (
          <>
            <Separator className="divider" aria-label="Width of the inspector" />
            <SizedPanel id="inspector" name={tab.mode === 'run' ? 'inspector-run' : 'inspector-edit'}>
              <section
                className="inspector-slot"
                aria-label="Inspector"
                data-focus-home={'[role="tab"][aria-selected="true"]'}
              >
                <Suspense>
                  <StageInspector />
                </Suspense>
              </section>
            </SizedPanel>
          </>
        )}
      </Group>
    </main>
  )
}

/** Folded, and below a page, the bottom panel is its command bar alone: what can be typed stays in reach. */
function BottomSlot({ height, name }: { readonly height: number | undefined; readonly name: keyof typeof SIZES }) {
  if (height === undefined) {
    return (
      <SizedPanel id="bottom" name={name}>
        <BottomPanel />
      </SizedPanel>
    )
  }
  return (
    <Panel
      id="bottom"
      key={height}
      minSize={height}
      maxSize={height}
      defaultSize={height}
      groupResizeBehavior="preserve-pixel-size"
      style={OVERFLOWS}
    >
      <BottomPanel />
    </Panel>
  )
}

/** What stands above the command bar may be higher than its panel. */
const OVERFLOWS = { overflow: 'visible' } as const

/** The command bar with its margins. */
const PAGE_BAR = 60

interface SizedPanelProps {
  readonly id: string
  /** Under which its size is remembered. */
  readonly name: keyof typeof SIZES
  readonly children: React.ReactNode
}

function SizedPanel({ id, name, children }: SizedPanelProps) {
  const { start, min, max } = SIZES[name]
  const panel = useRef<PanelImperativeHandle>(null)
  const size = useView.getState().sizes[name] ?? start
  useEffect(() => {
    const keep = () => setPanelSize(name, panel.current?.getSize().inPixels ?? start)
    // The group remembers a layout of its own by the panels it holds; ours is by what the panel shows.
    // A frame later, because the group learns of a panel that comes to it only after the panel's own effects.
    const frame = requestAnimationFrame(() => panel.current?.resize(useView.getState().sizes[name] ?? start))
    keepers.add(keep)
    return () => {
      cancelAnimationFrame(frame)
      keepers.delete(keep)
    }
  }, [name, start])
  return (
    <Panel
      id={id}
      panelRef={panel}
      defaultSize={size}
      minSize={min}
      maxSize={max}
      groupResizeBehavior="preserve-pixel-size"
      style={id === 'bottom' ? OVERFLOWS : undefined}
    >
      {children}
    </Panel>
  )
}

const keepers = new Set<() => void>()

/** Only what the person did is remembered, not what a smaller window forced. */
function keepSizes(_layout: Layout, { isUserInteraction }: LayoutChangedMeta): void {
  if (isUserInteraction) for (const keep of keepers) keep()
}
