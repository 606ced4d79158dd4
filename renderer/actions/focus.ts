/** Where the keys go: a field, a dialog, or what lies behind. */

export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  )
}

export const dialogIsOpen = (): boolean => document.querySelector('[role="dialog"].dialog') !== null
