/** One type scale, one spacing scale, one set of tokens: `renderer/style/tokens.css` is the only file that states a figure of them. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from './cruise-layers.ts'

const TOKENS = 'renderer/style/tokens.css'
const SPACES = new Set([0, 1, 2, 4, 6, 8, 10, 12, 14, 16, 24, 32])
const WEIGHTS = /^(400|500|600|inherit|normal)$/
const NAMED_COLOUR =
  /\b(white|black|red|green|blue|gr[ae]y|yellow|orange|purple|pink|brown|silver|gold|navy|teal|lime|cyan|magenta)\b/
const COLOUR = /#[0-9a-f]{3,8}\b|\b(rgba?|hsla?|oklch|oklab|lab|lch|hwb)\(/i

interface Declaration {
  readonly property: string
  readonly value: string
}

interface Rule {
  readonly says: string
  breaks(declaration: Declaration): boolean
}

const RULES: readonly Rule[] = [
  {
    says: 'a colour is a token',
    breaks: ({ property, value }) =>
      COLOUR.test(value) ||
      (/color|background|border|fill|stroke|outline|shadow/.test(property) && NAMED_COLOUR.test(value)),
  },
  {
    says: 'type is a token of size, line and family',
    breaks: ({ property, value }) =>
      property === 'font' || property === 'font-size'
        ? !/^(var\(--|inherit)/.test(value)
        : property === 'font-family' && !value.startsWith('var('),
  },
  {
    says: 'a weight is 400, 500 or 600',
    breaks: ({ property, value }) => property === 'font-weight' && !WEIGHTS.test(value),
  },
  {
    says: 'a radius is a token',
    breaks: ({ property, value }) =>
      property.endsWith('radius') &&
      value.split(' ').some((part) => part !== '0' && !/^(var\(--r-|inherit)/.test(part)),
  },
  {
    says: 'a shadow is a token',
    breaks: ({ property, value }) =>
      /^(box|text)-shadow$|^filter$|^backdrop-filter$/.test(property) && !/^(var\(--|none)/.test(value),
  },
  {
    says: 'a duration and its curve are tokens',
    breaks: ({ property, value }) =>
      /^(transition|animation)/.test(property) &&
      (/(^|[\s,(])[\d.]+m?s\b/.test(value) || /cubic-bezier|ease/.test(value.replace(/var\([^)]*\)/g, ''))),
  },
  {
    // A frame of 1 px takes its pixel from the room inside or outside of it.
    says: 'space is 2 4 6 8 10 12 14 16 24 32, or one less beside a frame',
    breaks: ({ property, value }) =>
      /^(padding|margin|gap|row-gap|column-gap)/.test(property) &&
      [...value.replace(/(calc|var)\(.*\)/g, '').matchAll(/(-?[\d.]+)px/g)].some(([, figure]) => {
        const size = Math.abs(Number(figure))
        return !SPACES.has(size) && !SPACES.has(size + 1)
      }),
  },
]

function declarationsOf(css: string): readonly Declaration[] {
  const bare = css.replace(/\/\*[\s\S]*?\*\//g, '')
  return [...bare.matchAll(/([a-z-]+)\s*:\s*([^;{}]+);/g)].map(([, property = '', value = '']) => ({
    property,
    value: value.replace(/\s+/g, ' ').trim(),
  }))
}

/** Every declaration of a file that breaks a rule, as a sentence. */
function findings(path: string, css: string): readonly string[] {
  return declarationsOf(css).flatMap((declaration) =>
    RULES.filter((rule) => rule.breaks(declaration)).map(
      (rule) => `${path}: ${declaration.property}: ${declaration.value} (${rule.says}; see ${TOKENS})`,
    ),
  )
}

const sheets = readdirSync(join(ROOT, 'renderer'), { recursive: true, encoding: 'utf8' })
  .map((path) => join('renderer', path))
  .filter((path) => path.endsWith('.css') && path !== TOKENS)

/** Properties that Radix sets on its elements. */
const OF_LIBRARIES = /^--radix-/

describe('the styles', () => {
  it('take every colour, size, radius, shadow, duration and space from the tokens', () => {
    expect(sheets.length).toBeGreaterThan(20)
    const found = sheets.flatMap((path) => findings(path, readFileSync(join(ROOT, path), 'utf8')))
    expect(found, `\n${found.join('\n')}\n`).toEqual([])
  })

  it('write code without ligatures, which every `font` sets anew: != would stand as one sign', () => {
    const found = sheets.flatMap((path) =>
      [...readFileSync(join(ROOT, path), 'utf8').matchAll(/([^{}]*)\{([^{}]*)\}/g)].flatMap(([, selector, body]) =>
        /font(-family)?: var\(--(code|mono)/.test(body ?? '') && !body?.includes('font-variant-ligatures: none')
          ? [`${path}: ${selector?.trim()}`]
          : [],
      ),
    )
    expect(found).toEqual([])
  })

  it('name no token that is not there', () => {
    const tokens = new Set(
      [...readFileSync(join(ROOT, TOKENS), 'utf8').matchAll(/^\s+(--[a-z0-9-]+):/gm)].map(([, name]) => name),
    )
    const all = sheets.map((path) => ({ path, css: readFileSync(join(ROOT, path), 'utf8') }))
    const local = new Set(all.flatMap(({ css }) => [...css.matchAll(/(--[a-z0-9-]+)\s*:/g)].map(([, name]) => name)))
    const unknown = all.flatMap(({ path, css }) =>
      [...css.matchAll(/var\((--[a-z0-9-]+)\)/g)].flatMap(([, name]) =>
        tokens.has(name) || local.has(name) || OF_LIBRARIES.test(name ?? '') ? [] : [`${path}: ${name}`],
      ),
    )
    expect(unknown).toEqual([])
  })

  it.each([
    ['color: #fff;', 'a colour is a token'],
    ['background: rgb(0 0 0 / 4%);', 'a colour is a token'],
    ['border: 1px solid black;', 'a colour is a token'],
    ['font: 12px / 16px var(--sans);', 'type is a token of size, line and family'],
    ['font-size: 15px;', 'type is a token of size, line and family'],
    ['font-weight: 700;', 'a weight is 400, 500 or 600'],
    ['border-radius: 4px;', 'a radius is a token'],
    ['box-shadow: 0 4px 8px var(--line);', 'a shadow is a token'],
    ['transition: opacity 200ms;', 'a duration and its curve are tokens'],
    ['transition: opacity var(--t-in) ease-in;', 'a duration and its curve are tokens'],
    ['padding: 18px 8px;', 'space is 2 4 6 8 10 12 14 16 24 32, or one less beside a frame'],
  ])('do not hold `%s`', (line, says) => {
    expect(findings('some.css', `.part {\n  ${line}\n}`).join()).toContain(says)
  })

  it.each([
    'color: var(--text2);',
    'font: var(--base);',
    'border-radius: var(--r-node) 0 0 var(--r-node);',
    'transition: opacity var(--t-in) var(--ease-in), color var(--t-hover);',
    'padding: 9px 14px;',
    'background: color-mix(in srgb, var(--control) 14%, var(--canvas));',
  ])('may hold `%s`', (line) => {
    expect(findings('some.css', `.part {\n  ${line}\n}`)).toEqual([])
  })
})
