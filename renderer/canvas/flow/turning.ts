/** What goes round for ever: arcs of what acts, on the canvas and in the lists around it, and dashes into it. */
import type { AnimationEvent } from 'react'
import { atRest } from '../../state/motion.ts'

/** All of it together, so that in steps all is painted in the same frame. */
export function inStep(event: AnimationEvent<HTMLElement>): void {
  if (event.target instanceof Element) for (const animation of event.target.getAnimations()) animation.startTime = 0
}

let stands = false

/** It stands until the canvas rests: of something that turns the browser asks the style anew for every frame. */
export function holdTurning(): void {
  if (stands) return
  stands = true
  for (const animation of turning()) animation.pause()
  atRest(letTurn)
}

/** Once more, in step. Not by the style: an animation that was given its start hears no more of that. */
function letTurn(): void {
  stands = false
  for (const animation of turning()) {
    animation.play()
    animation.startTime = 0
  }
}

const turning = (): readonly Animation[] =>
  document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY)
