/** What a call needs to know of the configured model. */
export interface ModelConfiguration {
  /** `http://127.0.0.1:11434/v1` */
  readonly baseUrl: string
  /** Absent: the server wants none. */
  readonly apiKey: string | undefined
  /** Empty: the first that the server lists. */
  readonly model: string
  /** Absent: what the server's list says, else DEFAULT_CONTEXT_TOKENS. */
  readonly contextTokens: number | undefined
}

export const DEFAULT_CONTEXT_TOKENS = 32_768

/** The address as a person may see it: a name and password in it are left out. */
export function shownAddress(baseUrl: string): string {
  if (!URL.canParse(baseUrl)) return baseUrl
  const url = new URL(baseUrl)
  url.username = ''
  url.password = ''
  url.search = ''
  return url.href.replace(/\/$/, '')
}
