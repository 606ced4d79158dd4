import { describe, expect, it } from 'vitest'
import type { EditorLanguage } from '#renderer/inspector/editor/editor-language.ts'
import { placeOfDropped } from '#renderer/inspector/editor/place-of-dropped.ts'

/** `|` is where it falls. */
function dropped(marked: string, language: EditorLanguage = 'text'): string {
  const at = marked.indexOf('|')
  const text = marked.replace('|', '')
  const { from, to, insert } = placeOfDropped(text, at, 'nodes.a', language)
  return text.slice(0, from) + insert + text.slice(to)
}

describe('a reference dropped into a text', () => {
  it('is an expression of its own between others, and beside one whose only name it fell on', () => {
    expect(dropped('Read |this')).toBe('Read {{ nodes.a }}this')
    expect(dropped('{{ loop|.feedback }}')).toBe('{{ nodes.a }}{{ loop.feedback }}')
    expect(dropped('{{ loop.feed|back }}')).toBe('{{ loop.feedback }}{{ nodes.a }}')
    expect(dropped('{|{ args.x }}')).toBe('{{ nodes.a }}{{ args.x }}')
    expect(dropped('{{ args.x }|}')).toBe('{{ args.x }}{{ nodes.a }}')
  })

  it('stands bare inside of an expression, in the place of the name that it fell on', () => {
    expect(dropped('{{ | }}')).toBe('{{ nodes.a }}')
    expect(dropped('{{ $count(|) }}')).toBe('{{ $count(nodes.a) }}')
    expect(dropped('{{ $count(ar|gs.x) + 1 }}')).toBe('{{ $count(nodes.a) + 1 }}')
    expect(dropped('args.x| = 1', 'expression')).toBe('nodes.a = 1')
    expect(dropped('ar|gs.x', 'expression')).toBe('nodes.a')
    expect(dropped('|', 'expression')).toBe('nodes.a')
  })
})
