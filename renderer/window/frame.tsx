import { Suspense, useEffect, useRef } from 'react'
import {
  Group,
  type Layout,
  type LayoutChangedMeta,
  Panel,
  type PanelImperativeHandle,
  Separator,
} from 'react-resizable-panels'
import { RunsPage } from '../runs-page/runs-page.tsx'
import { Sidebar } from '../sidebar/sidebar.tsx'
import { setPanelSize, useShownTab, useView } from '../state/view.ts'
import { BottomPanel } from './bottom-panel.tsx'
import { ConnectionLine, WarningLine } from './lines.tsx'
import { Stage, StageInspector } from './stage.tsx'
import { TopBar } from './top-bar.tsx'
import './frame.css'

const SIZES = {
  sidebar: { start: 200, min: 180, max: 320 },
  'inspector-run': { start: 276, min: 260, max: 520 },
  'inspector-edit': { start: 348, min: 260, max: 520 },
  bottom: { start: 276, min: 44, max: '60%' },
} as const

/** Sidebar, canvas with its bars, inspector: all resizable, each folds away, all sizes are remembered. */
export function Frame() {
  const folded = useView((view) => view.folded)
  const onRuns = useView(({ shown }) => shown === 'runs')
  const tab = useShownTab()
  return (
    <div className="frame">
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
        <Panel id="middle" minSize={320}>
          <div className="middle">
            <TopBar />
            <Group orientation="vertical" className="middle-rows" onLayoutChanged={keepSizes}>
              <Panel id="stage" minSize={120}>
                <main className="stage">{onRuns ? <RunsPage /> : <Stage />}</main>
              </Panel>
              <Separator className="divider" aria-label="Height of the transcript" />
              <BottomSlot height={onRuns ? RUNS_BAR : folded.bottom ? SIZES.bottom.min : undefined} />
            </Group>
          </div>
        </Panel>
        {!folded.inspector && !onRuns && tab && (
          <>
            <Separator className="divider" aria-label="Width of the inspector" />
            <SizedPanel id="inspector" name={tab.mode === 'run' ? 'inspector-run' : 'inspector-edit'}>
              <aside className="inspector-slot" aria-label="Inspector">
                <Suspense>
                  <StageInspector />
                </Suspense>
              </aside>
            </SizedPanel>
          </>
        )}
      </Group>
    </div>
  )
}

/** Folded, and below the list of runs, the bottom panel is its command bar alone: what can be typed stays in reach. */
function BottomSlot({ height }: { readonly height: number | undefined }) {
  if (height === undefined) {
    return (
      <SizedPanel id="bottom" name="bottom">
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
    >
      <BottomPanel />
    </Panel>
  )
}

/** The command bar with its margins. */
const RUNS_BAR = 60

interface SizedPanelProps {
  readonly id: string
  /** Under which its size is remembered. */
  readonly name: keyof typeof SIZES
  readonly children: React.ReactNode
}

function SizedPanel({ id, name, children }: SizedPanelProps) {
  const { start, min, max } = SIZES[name]
  const panel = useRef<PanelImperativeHandle>(null)
  const shownAs = useRef(name)
  const size = useView.getState().sizes[name] ?? start
  useEffect(() => {
    const keep = () => setPanelSize(name, panel.current?.getSize().inPixels ?? start)
    if (shownAs.current !== name) panel.current?.resize(useView.getState().sizes[name] ?? start)
    shownAs.current = name
    keepers.add(keep)
    return () => {
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
