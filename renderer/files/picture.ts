/** The graph as a picture. One that is painted here brings its fonts along, since a picture sees none of the page's. */
import { type Drawing, drawWorkflow } from '#shared/drawing/draw-workflow.ts'
import type { PointOf } from '#shared/drawing/places.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { useKinds } from '../state/kinds.ts'
import { shownTheme } from '../state/shown-theme.ts'

const SCALE = 2
/** What browsers paint at most, a side and in all. */
const MOST_SIDE = 16_000
const MOST_PIXELS = 128_000_000

export interface Pictured {
  readonly workflow: Workflow
  /** Where nodes stand on the screen that have no place in the file. */
  readonly places?: PointOf | undefined
}

export function pictureOf({ workflow, places }: Pictured, style?: string): Drawing {
  return drawWorkflow(workflow, useKinds.getState().catalog, {
    theme: shownTheme(),
    ...(places && { places }),
    ...(style !== undefined && { style }),
  })
}

/** Throws where the browser cannot paint it. */
export async function pngOf(pictured: Pictured): Promise<Blob> {
  const { svg, width, height } = pictureOf(pictured, await fontStyle())
  const scale = Math.min(SCALE, MOST_SIDE / width, MOST_SIDE / height, Math.sqrt(MOST_PIXELS / (width * height)))
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('the picture is too large to be painted'))),
      'image/png',
    ),
  )
}

/** The page's fonts as a part of the picture, as far as it uses them: those with Latin letters. */
async function fontStyle(): Promise<string> {
  const rules = [...document.styleSheets].flatMap((sheet) =>
    [...sheet.cssRules].filter((rule): rule is CSSFontFaceRule => rule instanceof CSSFontFaceRule),
  )
  const latin = rules.filter((rule) => /U\+0+-FF|U\+0{0,4}-0*FF/i.test(rule.style.getPropertyValue('unicode-range')))
  const faces = await Promise.all(
    latin.map(async (rule) => {
      const source = /url\("?([^")]+)"?\)/.exec(rule.style.getPropertyValue('src'))?.[1]
      if (source === undefined) return ''
      const address = new URL(source, rule.parentStyleSheet?.href ?? location.href)
      const data = await asDataAddress(await (await fetch(address)).blob())
      return `@font-face{font-family:${rule.style.getPropertyValue('font-family')};font-weight:100 900;src:url("${data}")}`
    }),
  )
  return faces.join('')
}

function asDataAddress(content: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => resolve(String(reader.result)))
    reader.addEventListener('error', () => reject(reader.error ?? new Error('a font cannot be read')))
    reader.readAsDataURL(content)
  })
}
