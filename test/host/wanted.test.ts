import { describe, expect, it } from 'vitest'
import { givenFiles } from '#main/host/electron/given-files.ts'
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

it('takes an address that names no file of this machine as it stands, so that it is told to be none', () => {
  expect(givenFiles(['file:///home/50%/one.flow.json', '/two.flow.json'], '/work')).toEqual([
    'file:///home/50%/one.flow.json',
    '/two.flow.json',
  ])
})
