/** The pages that fill the middle: how their tabs look, and what they show. */
import { ChartNoAxesColumn, History, type LucideIcon, MailX } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { Fence } from '../parts/fence.tsx'
import { RunsPage } from '../runs-page/runs-page.tsx'
import type { PageName } from '../state/view.ts'

// Looked at now and then.
const LettersPage = lazy(async () => ({ default: (await import('../letters-page/letters-page.tsx')).LettersPage }))
const MetricsPage = lazy(async () => ({ default: (await import('../metrics-page/metrics-page.tsx')).MetricsPage }))

export const PAGE_FACES: Readonly<Record<PageName, { readonly title: string; readonly icon: LucideIcon }>> = {
  runs: { title: 'Runs', icon: History },
  letters: { title: 'Dead letters', icon: MailX },
  metrics: { title: 'Metrics', icon: ChartNoAxesColumn },
}

export function Page({ name }: { readonly name: PageName }) {
  return (
    <Fence key={name} what="page">
      <Suspense>
        <Shown name={name} />
      </Suspense>
    </Fence>
  )
}

function Shown({ name }: { readonly name: PageName }) {
  if (name === 'runs') return <RunsPage />
  return name === 'letters' ? <LettersPage /> : <MetricsPage />
}
