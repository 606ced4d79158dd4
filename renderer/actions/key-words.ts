/** Keys as they stand on a keyboard. */
export const isMac = /mac/i.test(navigator.platform)

const WORDS: Readonly<Record<string, readonly [elsewhere: string, mac?: string]>> = {
  alt: ['Alt', '⌥'],
  mod: ['Ctrl', '⌘'],
  shift: ['Shift', '⇧'],
  ctrl: ['Ctrl', '⌃'],
  arrowup: ['↑'],
  arrowdown: ['↓'],
  arrowleft: ['←'],
  arrowright: ['→'],
  delete: ['Del', '⌦'],
  backspace: ['Backspace', '⌫'],
  escape: ['Esc'],
  '-': ['−'],
}

/** `mod+shift+z` as the person's keyboard names it: `Ctrl Shift Z`. */
export function keyWords(keys: string, mac = isMac): string {
  return keys
    .split(' ')
    .map((stroke) =>
      partsOf(stroke)
        .map((key) => keyWord(key, mac))
        .join(' '),
    )
    .join(' ')
}

/** Of one stroke. The last part, or the only one, may be a plus itself: `mod++`, `+`. */
export function partsOf(stroke: string): readonly string[] {
  const at = stroke.length > 1 ? stroke.lastIndexOf('+', stroke.length - 2) : -1
  return at < 0 ? [stroke] : [...stroke.slice(0, at).split('+'), stroke.slice(at + 1)]
}

function keyWord(key: string, mac: boolean): string {
  const [elsewhere, onMac = elsewhere] = WORDS[key] ?? [capital(key)]
  return mac ? onMac : elsewhere
}

const capital = (key: string): string =>
  key.length === 1 ? key.toUpperCase() : key.charAt(0).toUpperCase() + key.slice(1)
