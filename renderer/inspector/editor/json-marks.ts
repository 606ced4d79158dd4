/** JSON in the inks of the house: names plain, values apart. */
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { tags } from '@lezer/highlight'

const style = HighlightStyle.define([
  { tag: tags.propertyName, class: 'cm-json-name' },
  { tag: tags.string, class: 'cm-jsonata-string' },
  { tag: [tags.number, tags.bool, tags.null], class: 'cm-jsonata-number' },
])

export const jsonMarks = syntaxHighlighting(style)
