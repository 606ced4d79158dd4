import type { MouseEvent } from 'react'
import { canvasCommands } from '../canvas-commands.ts'
import { focusWhenDrawn } from './focus-when-drawn.ts'

/** Some ten seconds: its file is read first, by a host that may be slow while the page is at rest. */
const LOOKS = 600

let isAwaited = (): boolean => false

/** The graph of a command that was opened a moment ago is about to take the focus: who goes on with keys means it. */
export const isGraphAwaited = (): boolean => isAwaited()

/** The graph of a command that is opened now has the focus once it is drawn: its keys count at once. */
export function focusGraphOf(ref: string): void {
  const graph = () => {
    const canvas = canvasCommands()
    return canvas?.documentRef === ref ? canvas : undefined
  }
  isAwaited = focusWhenDrawn(graph, undefined, LOOKS)
}

/** A press on what shows a command means its graph; who goes along tabs and rows by the keyboard stays there. */
export function focusGraphByPress({ detail }: Pick<MouseEvent, 'detail'>, ref: string): void {
  if (detail > 0) focusGraphOf(ref)
}
