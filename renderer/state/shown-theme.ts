/** The theme that is seen: what the settings say, or the system's, which may change while the window is open. */
import { useSyncExternalStore } from 'react'
import type { Theme } from '#shared/drawing/palette.ts'
import { useSettings } from './settings.ts'

const DARK = '(prefers-color-scheme: dark)'

export function shownTheme(): Theme {
  const chosen = document.documentElement.dataset.theme
  if (chosen === 'dark' || chosen === 'light') return chosen
  return matchMedia(DARK).matches ? 'dark' : 'light'
}

/** For what is painted, and so has to be painted anew. */
export function useShownTheme(): Theme {
  const chosen = useSettings(({ settings }) => settings?.theme)
  const dark = useSyncExternalStore(hearSystem, () => matchMedia(DARK).matches)
  if (chosen === 'dark' || chosen === 'light') return chosen
  return dark ? 'dark' : 'light'
}

function hearSystem(changed: () => void): () => void {
  const query = matchMedia(DARK)
  query.addEventListener('change', changed)
  return () => query.removeEventListener('change', changed)
}
