/** `480 ms`, `3.2 s`, `1 m 4 s`, `2 h 5 m`. */
export function durationWords(ms: number): string {
  if (ms < 1_000) return `${Math.max(0, Math.round(ms))} ms`
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`
  const minutes = Math.floor(ms / 60_000)
  if (minutes < 60) return `${minutes} m ${Math.floor((ms % 60_000) / 1_000)} s`
  return `${Math.floor(minutes / 60)} h ${minutes % 60} m`
}

export function between(from: string | undefined, to: string | undefined): string {
  return from && to ? durationWords(Date.parse(to) - Date.parse(from)) : ''
}
