import { describe, expect, it } from 'vitest'
import { nameProblem, typedName, typedTitle } from '#renderer/files/name-problem.ts'

describe('the name of a command as a person types it', () => {
  it('takes words, and keeps them as the title', () => {
    expect(typedName('Release notes')).toBe('release-notes')
    expect(typedTitle(' Release notes ')).toBe('Release notes')
    expect(nameProblem(typedName('Weekly_Report 2'), 'user', [])).toBeUndefined()
  })

  it('takes a name as it is, with its slash or without, and makes no title of it', () => {
    expect([typedName('/release-notes'), typedTitle('/release-notes')]).toEqual(['release-notes', undefined])
    expect(typedTitle('release-notes')).toBeUndefined()
  })
})
