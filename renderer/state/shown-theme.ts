/** The theme that is seen: what the settings say, or the system's, which may change while the window is open. */
import { useSyncExternalStore } from 'react'
import type { Theme } from '#shared/drawing/palette.ts'
import { useSettings } from './settings.ts'

const DARK = '(prefers-color-scheme: dark)'

export const shownTheme = (): Theme => themeOf(document.documentElement.dataset.theme, isSystemDark())

/** For what is painted, and so has to be painted anew. */
export function useShownTheme(): Theme {
  const chosen = useSettings(({ settings }) => settings?.theme)
  return themeOf(chosen, useSyncExternalStore(hearSystem, isSystemDark))
}

function themeOf(chosen: string | undefined, isDark: boolean): Theme {
  if (chosen === 'dark' || chosen === 'light') return chosen
  return isDark ? 'dark' : 'light'
}

const isSystemDark = (): boolean => matchMedia(DARK).matches

function hearSystem(changed: () => void): () => void {
  const query = matchMedia(DARK)
  query.addEventListener('change', changed)
  return () => query.removeEventListener('change', changed)
}
