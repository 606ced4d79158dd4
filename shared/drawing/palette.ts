/** The colours of a drawing, as the look has them. */

export interface Palette {
  readonly canvas: string
  readonly surface: string
  readonly active: string
  readonly dot: string
  readonly line: string
  readonly edge: string
  readonly text: string
  readonly text2: string
  readonly text3: string
  readonly expr: string
  readonly control: string
  readonly wire: string
  readonly fail: string
  readonly again: string
  /** Colours that a person gives nodes, by their name in the file. */
  readonly tints: Readonly<Record<string, string>>
}

export type Theme = 'light' | 'dark'

export const PALETTES: Readonly<Record<Theme, Palette>> = {
  light: {
    canvas: '#f5f5f6',
    surface: '#ffffff',
    active: '#e8e9ec',
    dot: '#d6d8dc',
    line: '#e5e6e9',
    edge: '#cfd2d7',
    text: '#17181a',
    text2: '#4e525a',
    text3: '#636871',
    expr: '#5b41b8',
    control: '#80858e',
    wire: '#7e838c',
    fail: '#cc3318',
    again: '#b845b5',
    tints: {
      rose: '#f6d5da',
      amber: '#f3dfb8',
      moss: '#d6e6c3',
      teal: '#c5e6e1',
      blue: '#cfdff5',
      violet: '#dfd6f5',
    },
  },
  dark: {
    canvas: '#0f1012',
    surface: '#1b1d20',
    active: '#282a2f',
    dot: '#2b2d32',
    line: '#26282c',
    edge: '#3a3d43',
    text: '#eceef0',
    text2: '#aeb2b9',
    text3: '#92969f',
    expr: '#b9a9f5',
    control: '#72767f',
    wire: '#757a83',
    fail: '#f4796a',
    again: '#d48ae6',
    tints: {
      rose: '#5a2f38',
      amber: '#523f1c',
      moss: '#374a26',
      teal: '#1f4a47',
      blue: '#2a4163',
      violet: '#443663',
    },
  },
}
