/** Esc in a part of a dialog that can be left by itself is that part's; pressed again it is the dialog's. */
const ATTRIBUTE = 'data-hears-escape'

/** For the element of such a part, which hears the key by a listener of its own. */
export const HEARS_ESCAPE = { [ATTRIBUTE]: '' }

export const hearsEscape = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest(`[${ATTRIBUTE}]`) !== null
