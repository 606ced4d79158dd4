/** What goes round for ever on the canvas: arcs of what acts, dashes into it. */
import type { AnimationEvent } from 'react'

/** All of it together, so that in steps all is painted in the same frame. */
export function inStep(event: AnimationEvent<HTMLElement>): void {
  if (event.target instanceof Element) for (const animation of event.target.getAnimations()) animation.startTime = 0
}

/** It stands: of something that turns the browser asks the style anew for every frame. */
export function holdTurning(frame: HTMLElement): void {
  for (const animation of turningIn(frame)) animation.pause()
}

/** Once more, in step. Not by the style: an animation that was given its start hears no more of that. */
export function letTurn(frame: HTMLElement): void {
  for (const animation of turningIn(frame)) {
    animation.play()
    animation.startTime = 0
  }
}

const turningIn = (frame: HTMLElement): readonly Animation[] =>
  frame
    .getAnimations({ subtree: true })
    .filter(({ effect }) => effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY)
