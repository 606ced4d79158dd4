/** Takes secrets out of text, in the forms in which programs and servers repeat them. */

/** Shorter ones would tear holes into ordinary text, and protect nothing. */
const SHORTEST = 3
const SHORTEST_LINE = 16

export interface Redactor {
  redact(text: string): string
  /** Characters at the end of a text that may be the beginning of a secret. */
  held(text: string): number
}

/** Secrets by name; `shown` is what stands in their place. */
export function createRedactor(secrets: ReadonlyMap<string, string>, shown: (name: string) => string): Redactor {
  const forms = [...secrets].flatMap(([name, secret]) => formsOf(secret).map((form) => ({ form, shown: shown(name) })))
  // The longest first, so that a secret that holds another is taken out as a whole.
  forms.sort((a, b) => b.form.length - a.form.length)
  return {
    redact: (text) => forms.reduce((rest, { form, shown: instead }) => rest.replaceAll(form, () => instead), text),
    held: (text) => Math.max(0, ...forms.map(({ form }) => overlap(text, form))),
  }
}

function formsOf(secret: string): readonly string[] {
  if (secret.length < SHORTEST) return []
  const lines = secret.split(/\r?\n/).filter((line) => line.length >= SHORTEST_LINE)
  const forms = [
    secret,
    secret.trim(),
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64'),
    Buffer.from(secret).toString('base64url'),
    ...lines,
  ]
  return [...new Set(forms)].filter((form) => form.length >= SHORTEST)
}

/** The longest beginning of `form`, short of all of it, that the text ends with. */
function overlap(text: string, form: string): number {
  for (let length = Math.min(form.length - 1, text.length); length > 0; length--) {
    if (text.endsWith(form.slice(0, length))) return length
  }
  return 0
}
