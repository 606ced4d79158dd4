import { spawn } from 'node:child_process'

/** By the system's own opener. Where there is none, the printed address is all there is, and enough. */
export function openInBrowser(url: string): void {
  const opener = openerFor(process.platform)
  if (!opener) return
  const [program, args] = opener
  const opening = spawn(program, [...args, url], { stdio: 'ignore', detached: true })
  opening.on('error', () => {})
  opening.unref()
}

function openerFor(platform: NodeJS.Platform): readonly [string, readonly string[]] | undefined {
  if (platform === 'darwin') return ['open', []]
  if (platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler']]
  return process.env.DISPLAY || process.env.WAYLAND_DISPLAY ? ['xdg-open', []] : undefined
}
