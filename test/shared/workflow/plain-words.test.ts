import { describe, expect, it } from 'vitest'
import { openingWords, plainLines, plainWords } from '#shared/workflow/plain-words.ts'

describe('Markdown on a face', () => {
  it.each([
    ['**One** finding in `a.ts`', 'One finding in a.ts'],
    ['## Tests\n\n- **Refund twice** is `untested`', 'Refund twice is untested'],
    ['## Only a heading', 'Only a heading'],
    ['Merge it after:\n\n- the first\n- the second', 'Merge it after: the first, the second'],
    ['- the first.\n- the second', 'the first. the second'],
    ['1. one\n2) two\n- [x] three', 'one, two, three'],
    ['> Quoted _softly_, with a [link](https://example.org/a_b)', 'Quoted softly, with a link'],
    ['```ts\nconst a = 1\n```', 'const a = 1'],
    ['| file | line |\n| --- | ---: |\n| a.ts | 3 |', 'file line a.ts 3'],
    ['snake_case_name and 2 * 3 * 4', 'snake_case_name and 2 * 3 * 4'],
    ['~~gone~~ <b>bold</b> a < b', 'gone bold a < b'],
    ['Say {{ args.a * nodes.b_c.d_e }} **now**', 'Say {{ args.a * nodes.b_c.d_e }} now'],
    ['', ''],
  ])('%j reads %j', (markdown, words) => {
    expect(plainWords(markdown)).toBe(words)
  })

  it('keeps its lines where nothing sets it, each as it is read', () => {
    const note = '## **Three** things\n- one `{{ args.a * 2 }}`\n  - two\n3. three\n\n```ts\nconst a = 1\n```'
    expect(plainLines(note)).toBe('Three things\n• one {{ args.a * 2 }}\n  • two\n3. three\n\nconst a = 1')
    expect(plainLines('{{ args.note }}')).toBe('{{ args.note }}')
  })

  it('says what a prompt tells the model, not the data that follows', () => {
    expect(openingWords('# Role\n\nReport bugs.\nFor each: the file.\n\n{{ nodes.diff.stdout }}')).toBe(
      'Report bugs. For each: the file.',
    )
    expect(openingWords('Look for input.\n{{ nodes.diff.stdout }}')).toBe('Look for input.')
    expect(openingWords('{{ nodes.diff.stdout }}')).toBe('{{ nodes.diff.stdout }}')
    expect(openingWords('Review {{ args.base }}.')).toBe('Review {{ args.base }}.')
  })
})
