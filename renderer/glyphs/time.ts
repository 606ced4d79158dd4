/** Times and amounts in words that keep their place: `12 ms`, `0.3 s`, `18.2 s`, `1:12`, `2 h 5 m`. */
import { useEffect, useState } from 'react'
import { isInMotion, WAIT_FOR_REST_MS } from '../state/motion.ts'

/** How long something took. */
export function durationWords(ms: number): string {
  if (!Number.isFinite(ms) || ms < 0) return ''
  if (ms < 100) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`
  return clockWords(ms)
}

/** How long something has been going on: whole seconds, so that it does not flicker. */
export function elapsedWords(ms: number): string {
  if (ms < 10_000) return `${(Math.max(0, ms) / 1000).toFixed(1)} s`
  if (ms < 60_000) return `${Math.floor(ms / 1000)} s`
  return clockWords(ms)
}

/** `1:12`, and from an hour on `2 h 5 m`. */
export function clockWords(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  if (seconds < 3_600) return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  return spanWords(ms)
}

/** `1 h 58 m`, `4 m`, `12 s`, `3 d 2 h`: two parts at most. */
export function spanWords(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} m`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} m`
  return hours % 24 === 0 ? `${Math.floor(hours / 24)} d` : `${Math.floor(hours / 24)} d ${hours % 24} h`
}

/** Time of day today, a weekday in the last week, else the date. */
export function atWords(iso: string, now = Date.now()): string {
  const at = new Date(iso)
  if (Number.isNaN(at.getTime())) return ''
  if (at.toDateString() === new Date(now).toDateString()) return formatted(at, 'time')
  return formatted(at, now - at.getTime() < 6 * 86_400_000 ? 'weekday' : 'date')
}

// Kept: making one takes longer than all else that a row needs. Made by the first who needs one: no window waits for all three.
const timeFormats = new Map<keyof typeof TIME_FORMATS, Intl.DateTimeFormat>()

const TIME_FORMATS = {
  time: { hour: '2-digit', minute: '2-digit' },
  weekday: { weekday: 'short' },
  date: { day: 'numeric', month: 'short', year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

function formatted(at: Date, name: keyof typeof TIME_FORMATS): string {
  let format = timeFormats.get(name)
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', TIME_FORMATS[name])
    timeFormats.set(name, format)
  }
  return format.format(at)
}

export function bytesWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`
  if (bytes < 1_000_000) return `${(bytes / 1_000).toFixed(1)} kB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** The time now (epoch ms), renewed while `active`; a still screen has no timer. */
export function useNow(active: boolean, everyMs = 100): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!active) return
    setNow(Date.now())
    return onTick(everyMs, setNow)
  }, [active, everyMs])
  return now
}

type Hear = (now: number) => void
const ticks = new Map<number, { readonly heard: Set<Hear>; readonly timer: ReturnType<typeof setInterval> }>()

/** All that tick as often tick at once, so that fifty clocks cost one drawing. */
function onTick(everyMs: number, hear: Hear): () => void {
  const known = ticks.get(everyMs)
  const heard = known?.heard ?? new Set<Hear>()
  if (!known) {
    let toldAt = 0
    const timer = setInterval(() => {
      const now = Date.now()
      // Fifty clocks of tenths would lay out and paint the canvas ten times a second of a zoom.
      if (isInMotion() && now - toldAt < WAIT_FOR_REST_MS) return
      toldAt = now
      for (const each of heard) each(now)
    }, everyMs)
    ticks.set(everyMs, { heard, timer })
  }
  heard.add(hear)
  return () => {
    heard.delete(hear)
    if (heard.size > 0) return
    clearInterval(ticks.get(everyMs)?.timer)
    ticks.delete(everyMs)
  }
}
