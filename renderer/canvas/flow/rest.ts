/** The view stands still. */
const REST_MS = 160

interface Rest {
  begin(): void
  end(): void
}

/** Calls `done` once nothing has begun it anew for a while, and for two frames: where frames take long, so does a gesture. */
export function restOf(done: () => void): Rest {
  let [timer, frame] = [0, 0]
  const end = () => {
    clearTimeout(timer)
    cancelAnimationFrame(frame)
  }
  const nextFrame = (then: () => void) => {
    frame = requestAnimationFrame(then)
  }
  return {
    begin() {
      end()
      timer = window.setTimeout(() => nextFrame(() => nextFrame(done)), REST_MS)
    },
    end,
  }
}
