/** What was pressed, as an action writes its keys. */
import { isMac } from './key-words.ts'

type Keystroke = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/**
 * `mod+shift+z`: by what the key writes, then by where it lies, since another script or the Alt key of a Mac writes
 * something else there. Shift is part of a sign such as `?`.
 */
export function strokes(event: Keystroke, mac = isMac): readonly string[] {
  const written = event.key === ' ' ? 'space' : event.key.toLowerCase()
  const lies = /^(?:Key|Digit)(.)$/.exec(event.code)?.[1]?.toLowerCase()
  const isSign = written.length === 1 && !/\p{Letter}/u.test(written)
  const byKey = withModifiers(event, written, event.shiftKey && !isSign, mac)
  const byPlace = lies === undefined ? byKey : withModifiers(event, lies, event.shiftKey, mac)
  return byKey === byPlace ? [byKey] : [byKey, byPlace]
}

const MODIFIERS: ReadonlySet<string> = new Set(['Control', 'Meta', 'Alt', 'AltGraph', 'Shift', 'CapsLock', 'Fn'])

export const isModifier = ({ key }: Pick<KeyboardEvent, 'key'>): boolean => MODIFIERS.has(key)

function withModifiers(event: Keystroke, key: string, shift: boolean, mac: boolean): string {
  const mod = mac ? event.metaKey : event.ctrlKey
  return [mod && 'mod', mac && event.ctrlKey && 'ctrl', event.altKey && 'alt', shift && 'shift', key]
    .filter(Boolean)
    .join('+')
}
