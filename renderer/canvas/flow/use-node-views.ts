import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { KindCatalog } from '#shared/workflow/kind-descriptor.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { usePickedItems } from '../../state/picked-items.ts'
import { useRunValue } from '../../state/runs.ts'
import { forgetWidths } from '../model/measure-text.ts'
import { type Views, viewDeriver } from '../model/node-views.ts'

export interface ViewsHook extends Views {
  /** Natural heights of open cards, by node. */
  readonly cardHeights: ReadonlyMap<string, number>
  reportLive(key: string): void
  reportCard(nodeId: string, height: number | null): void
}

/** What to draw of every node; the run is null while editing. */
export function useNodeViews(
  workflow: Workflow,
  catalog: KindCatalog,
  runId: string | null,
  foldedHeights: ReadonlyMap<string, number>,
  breakpoints: ReadonlySet<string>,
): ViewsHook {
  const derive = useRef(viewDeriver()).current
  const picked = usePickedItems(runId)
  const [cardHeights, setCardHeights] = useState<ReadonlyMap<string, number>>(new Map())
  const [live, setLive] = useState<ReadonlySet<string>>(new Set())
  const fonts = useFonts()
  const reportLive = useCallback(
    (key: string) => setLive((before) => (before.has(key) ? before : new Set(before).add(key))),
    [],
  )
  const reportCard = useCallback((nodeId: string, height: number | null) => {
    setCardHeights((before) => {
      if ((before.get(nodeId) ?? null) === height) return before
      const next = new Map(before)
      if (height === null) next.delete(nodeId)
      else next.set(nodeId, height)
      return next
    })
  }, [])
  const heights = useMemo(() => new Map([...cardHeights, ...foldedHeights]), [cardHeights, foldedHeights])
  const around = { workflow, catalog, cardHeights: heights, live, fonts, picked, breakpoints }
  // Derived where the run is heard, so that an event which changes no view redraws nothing.
  const inRun = useRunValue(runId, (run) => derive({ ...around, run }))
  const views = inRun ?? derive({ ...around, run: undefined })
  return { ...views, cardHeights, reportLive, reportCard }
}

/** Counts up when the fonts have arrived: what was measured before is wrong. */
function useFonts(): number {
  const [fonts, setFonts] = useState(0)
  useEffect(() => {
    let here = true
    const again = () => {
      forgetWidths()
      if (here) setFonts((count) => count + 1)
    }
    if (document.fonts.status !== 'loaded') void document.fonts.ready.then(again)
    document.fonts.addEventListener('loadingdone', again)
    return () => {
      here = false
      document.fonts.removeEventListener('loadingdone', again)
    }
  }, [])
  return fonts
}
