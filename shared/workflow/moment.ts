/** Later years are written with more digits, which neither lists nor other programs sort. */
export const LAST_MOMENT = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

/** Milliseconds since 1970 of a date with a time, or of such a number as text; undefined for anything else. */
export function momentOf(text: string): number | undefined {
  const at = /^\d{10,}$/.test(text) ? Number(text) : Date.parse(text)
  return Number.isFinite(at) && !namesNoDay(text) ? at : undefined
}

/** The 30th of February would be taken for the 2nd of March. */
function namesNoDay(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(text) ?? []
  return (
    day !== undefined && new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() !== Number(day)
  )
}
