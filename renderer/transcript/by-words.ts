/** Who did it, as a person says it. */
export function byWords(by: string): string {
  if (by === 'app' || by === 'web') return 'you'
  if (by === 'cli') return 'the CLI'
  return by === 'timer' ? 'the timer' : by
}
