/** The built screen as HTTP answers, for Electron's own protocol and for the web host: same files, same headers. */
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'

/** Inline style is allowed because React Flow, CodeMirror, Radix and streamdown set it; nothing else inline, nothing remote. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
]

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
}

/** `connect` lists what the page may connect to beside its own origin. */
export function securityHeaders(connect: readonly string[] = []): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': [...POLICY, `connect-src ${["'self'", ...connect].join(' ')}`].join('; '),
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=()',
  }
}

/** `/` is index.html. 400 for a path that is not one, 404 for what is not there or lies outside the folder. */
export async function readRendererFile(
  folder: string,
  pathname: string,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const path = fileFor(folder, pathname)
  if (path === undefined) return plain(400, 'Not a path of this app', headers)
  const type = TYPES[extname(path)]
  if (type === undefined || !path.startsWith(normalize(folder) + sep)) return plain(404, 'Not found', headers)
  try {
    const content = await readFile(path)
    return new Response(new Uint8Array(content), {
      headers: { ...headers, 'Content-Type': type, 'Cache-Control': caching(pathname) },
    })
  } catch {
    return plain(404, 'Not found', headers)
  }
}

function fileFor(folder: string, pathname: string): string | undefined {
  try {
    const decoded = decodeURIComponent(pathname)
    if (!decoded.startsWith('/') || decoded.includes('\0') || decoded.includes('\\')) return undefined
    return join(folder, decoded === '/' ? 'index.html' : decoded)
  } catch {
    return undefined // a percent sign without two digits
  }
}

/** Vite puts a hash of the content into the names below `assets/`, so these never change. */
function caching(pathname: string): string {
  return pathname.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-cache'
}

function plain(status: number, text: string, headers: Readonly<Record<string, string>>): Response {
  return new Response(text, { status, headers: { ...headers, 'Content-Type': 'text/plain; charset=utf-8' } })
}
