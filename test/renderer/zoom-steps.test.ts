/** Steps of zoom, on a view whose frames take long. */
import { beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { zoomSteps } from '#renderer/canvas/flow/zoom-steps.ts'

/** A view that is drawn, and there, only once it is told. */
function slowView() {
  const aims: number[] = []
  let zoom = 1
  let end = (): void => undefined
  const flow = {
    getZoom: () => zoom,
    zoomTo(aim: number) {
      aims.push(Math.round(aim * 100))
      return new Promise<boolean>((settle) => {
        end = () => {
          zoom = aim
          settle(true)
        }
      })
    },
  }
  return {
    step: zoomSteps(flow),
    aims,
    arrive: () => end(),
    /** As a wheel does it: what was under way never ends. */
    turnTo(to: number) {
      zoom = to
    },
  }
}

beforeAll(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false }))
})
beforeEach(() => {
  vi.useFakeTimers()
  return () => vi.useRealTimers()
})

it('each press is a step, however long the one before takes', async () => {
  const { step, aims, arrive } = slowView()
  step('in')
  await vi.advanceTimersByTimeAsync(600)
  step('in')
  expect(aims).toEqual([120, 144])

  arrive()
  await vi.advanceTimersByTimeAsync(0)
  step('out')
  expect(aims).toEqual([120, 144, 120])
})

it('begins at what is seen where the hand has moved the view since', async () => {
  const { step, aims, arrive, turnTo } = slowView()
  step('in')
  arrive()
  await vi.advanceTimersByTimeAsync(0)
  turnTo(0.5)
  step('in')
  turnTo(1)
  await vi.advanceTimersByTimeAsync(1_100)
  step('in')
  expect(aims).toEqual([120, 60, 120])
})
