/** The built screen on a scheme of its own: a real origin with headers, which file:// has not. */
import { protocol } from 'electron'
import { readRendererFile, securityHeaders } from '../renderer-files.ts'

export const APP_ORIGIN = 'app://slashflow'

/** Before `ready`, and once. */
export function claimAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** After `ready`. `folder` holds the built screen; nothing outside it is ever read. */
export function serveAppScheme(folder: string): void {
  const headers = securityHeaders()
  protocol.handle('app', (request) => {
    const url = new URL(request.url)
    if (url.host !== 'slashflow' || request.method !== 'GET') return new Response('Not found', { status: 404, headers })
    return readRendererFile(folder, url.pathname, headers)
  })
}
