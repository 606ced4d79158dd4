/**
 * For text that is read by people as it stands in an event: a larger value would stand there as a reference, where every
 * reader expects text.
 */
export function clipped(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}… (cut: ${text.length} characters in all)`
}
