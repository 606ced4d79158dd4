import { describe, expect, it } from 'vitest'
import { givenFiles, readGiven } from '#main/host/electron/given-files.ts'
import { Wanted } from '#main/host/electron/wanted.ts'

describe('what the window is asked to do', () => {
  it('is told at once while its page listens, and waits while there is none', () => {
    const told: string[] = []
    const wanted = new Wanted(({ intent }) => told.push(intent))
    wanted.want({ intent: 'open-run:before' })
    expect(told).toEqual([])
    expect(wanted.take()).toEqual([{ intent: 'open-run:before' }])
    wanted.want({ intent: 'save' })
    wanted.leave()
    wanted.want({ intent: 'open-run:closed' })
    expect(told).toEqual(['save'])
    expect(wanted.take()).toEqual([{ intent: 'open-run:closed' }])
    expect(wanted.take()).toEqual([])
  })
})

it('the files that the app is started with are its workflows, from where the command was given', () => {
  const argv = ['/opt/slashflow', '--no-sandbox', 'one.flow.json', '/tmp/x.json', 'file:///home/a%20b/two.flow.json']
  expect(givenFiles(argv, '/work')).toEqual(['/work/one.flow.json', '/home/a b/two.flow.json'])
})

it('an address that leads to no file here is told as such, and nothing else is lost', async () => {
  const [far = '', wrong, file] = givenFiles(
    ['file://server/a.flow.json', 'file:///%zz.flow.json', 'b.flow.json'],
    '/work',
  )
  expect([wrong, file]).toEqual(['file:///%zz.flow.json', '/work/b.flow.json'])
  await expect(readGiven(far)).rejects.toThrow('There is no file file://server/a.flow.json.')
})
