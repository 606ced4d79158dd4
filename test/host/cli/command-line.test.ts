import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commandWords } from '#main/host/cli/command-line.ts'

describe('what stands behind "slashflow run"', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slashflow-words-'))
  writeFileSync(join(folder, 'mine.flow.json'), '{}')

  it.each([
    [['pr-review', 'base=main'], '/pr-review base=main'],
    [['/pr-review base=main'], '/pr-review base=main'],
    [['/pr-review', 'base=main'], '/pr-review base=main'],
    [['say', 'text=two words'], '/say text="two words"'],
    [['say', '--text=two words', 'free text'], '/say --text="two words" "free text"'],
    [['say', '--text', 'it"s'], '/say --text "it\\"s"'],
    [['say', 'text='], '/say text=""'],
  ])('%j is the line %s', (words, line) => {
    expect(commandWords(words, folder)).toEqual({ file: undefined, line })
  })

  it('may be a file, by its ending or because it is there', () => {
    expect(commandWords(['mine.flow.json', 'a=1'], folder)).toEqual({
      file: join(folder, 'mine.flow.json'),
      line: '/ a=1',
    })
    expect(commandWords(['./mine.flow.json'], folder)).toEqual({ file: join(folder, 'mine.flow.json'), line: '/' })
    expect(commandWords(['/gone.flow.json'], folder).file).toBe('/gone.flow.json')
  })
})
