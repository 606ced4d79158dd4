/** How long the view takes to a new place, in ms: no time where the system asks for less motion. */
export const movingFor = (ms: number): number => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : ms)
