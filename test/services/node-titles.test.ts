/** What the inbox calls a node: it holds no workflow, only the version that a run began with. */
import { beforeEach, expect, it } from 'vitest'
import { NodeTitles } from '#main/calls/node-titles.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'

const workflow = (nodes: Workflow['nodes']): Workflow => ({ format: 'slashflow/1', name: 'deploy', nodes, edges: [] })

let kept: Map<string, Workflow>
let read: string[]
let titles: NodeTitles

beforeEach(() => {
  kept = new Map()
  read = []
  titles = new NodeTitles((version) => {
    read.push(version)
    return kept.get(version)
  })
})

it('is a title, or the id as words, as the run had it', () => {
  kept.set('old', workflow([{ id: 'ask_them', kind: 'approval', title: 'Ship it?' }]))
  kept.set('new', workflow([{ id: 'ask_them', kind: 'approval' }]))
  expect([titles.of('old', 'ask_them'), titles.of('new', 'ask_them')]).toEqual(['Ship it?', 'Ask them'])
})

it('is not known of a node that the version has not, nor of a version that retention took', () => {
  kept.set('old', workflow([{ id: 'ok', kind: 'approval' }]))
  expect([titles.of('old', 'gone'), titles.of('taken', 'ok')]).toEqual([undefined, undefined])
})

it('reads a version once for all its nodes and all its runs, and so one that is not there', () => {
  kept.set('old', workflow([{ id: 'ok', kind: 'approval' }]))
  for (const id of ['ok', 'ok', 'gone']) titles.of('old', id)
  for (const id of ['ok', 'ok']) titles.of('taken', id)
  expect(read).toEqual(['old', 'taken'])
})

it('keeps no more than some versions, and those after that are known as well', () => {
  const versions = Array.from({ length: 120 }, (_, index) => `v${index}`)
  for (const version of versions) kept.set(version, workflow([{ id: 'ok', kind: 'approval', title: version }]))
  expect(versions.map((version) => titles.of(version, 'ok'))).toEqual(versions)
  const before = read.length
  titles.of('v119', 'ok')
  expect(read.length).toBe(before)
  titles.of('v0', 'ok')
  expect(read.slice(before)).toEqual(['v0'])
})
