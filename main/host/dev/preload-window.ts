/**
 * For the build of the window: index.html names what its first view loads step by step, so that the browser fetches all of it
 * at once, while the first script runs. Fonts with it, or the first text is drawn in another one and drawn again.
 */
import type { HtmlTagDescriptor, Plugin } from 'vite'

/** Of these modules, with all that they import; the styles in this order, in which they come when nothing is fetched ahead. */
const SCREENS = ['renderer/window/draw.tsx', 'renderer/canvas/canvas.tsx', 'renderer/inspector/inspector.tsx']
/** What an English text needs; others follow by their unicode-range. */
const FONTS = /(?:inter|jetbrains-mono)-latin-wght-normal-.*\.woff2$/

export function preloadWindow(): Plugin {
  return {
    name: 'slashflow:preload-window',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const scripts = new Set<string>()
        const styles = new Set<string>()
        const add = (fileName: string) => {
          const file = bundle[fileName]
          if (file?.type !== 'chunk' || scripts.has(fileName)) return
          scripts.add(fileName)
          for (const imported of file.imports) add(imported)
          for (const style of file.viteMetadata?.importedCss ?? []) styles.add(style)
        }
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
        for (const screen of SCREENS)
          add(chunks.find((chunk) => chunk.facadeModuleId?.endsWith(screen))?.fileName ?? '')
        const fonts = Object.keys(bundle).filter((name) => FONTS.test(name))
        const missing = (name: string) => !html.includes(name)
        return [
          ...fonts.map((name) => link({ rel: 'preload', as: 'font', type: 'font/woff2', href: name })),
          ...[...styles].filter(missing).map((name) => link({ rel: 'stylesheet', href: name })),
          ...[...scripts].filter(missing).map((name) => link({ rel: 'modulepreload', href: name })),
        ]
      },
    },
  }
}

function link(attributes: Record<'rel' | 'href', string> & Record<string, string>): HtmlTagDescriptor {
  return {
    tag: 'link',
    attrs: { ...attributes, href: `./${attributes.href}`, crossorigin: true },
    injectTo: 'head',
  }
}
