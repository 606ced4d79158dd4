import { describe, expect, it } from 'vitest'
import { KIND_CHECKS } from '#main/nodes/check-config.ts'
import { DESCRIPTORS } from '#main/nodes/registry.ts'
import type { Json } from '#shared/json.ts'
import { checkWorkflow } from '#shared/workflow/checks.ts'
import { applyFix } from '#shared/workflow/fix.ts'
import { workflow } from '#test/shared/workflow/checked.ts'
import { CATALOG, codes, node, step, told } from './support/told.ts'

describe('a cancel', () => {
  it('names nodes that are there and can be reached', () => {
    const nodes = [
      step('search'),
      node('all', 'each', { config: { items: [1] } }),
      step('inside', { parent: 'all' }),
      node('quit', 'cancel', { config: { nodes: ['serch', 'quit', 'inside', 'search', 'all', '{{ args.x }}'] } }),
      node('stop_all', 'cancel', { parent: 'all', config: { nodes: ['inside', 'all', 'search'] } }),
      node('idle', 'cancel', { config: { nodes: [] } }),
    ]
    const graph = 'start>search start>all start>quit quit>idle'
    expect(told(nodes, graph, { parameters: [{ name: 'x', type: 'string' }] })).toEqual([
      'error cancel.unknown-node: Node "quit" cancels "serch", which does not exist. Did you mean "search"?',
      'warning cancel.itself: Node "quit" cancels "quit", which is itself and never withdrawn. Name another node.',
      'warning cancel.not-visible: Node "quit" cancels "inside", which stands inside "all" and cannot be reached from outside. Cancel "all" as a whole, or put the cancel inside.',
      'warning cancel.nothing: Node "idle" cancels nothing. Name the nodes to withdraw in "nodes".',
    ])
  })
})

describe('what undoes', () => {
  const all = node('all', 'each', { config: { items: [1] } })

  it('stands beside what it undoes, or beside a container around that, and sees its item', () => {
    const nodes = [
      all,
      step('make', { parent: 'all', compensate: 'unmake' }),
      step('more', { parent: 'all', compensate: 'remove' }),
      step('unmake', { parent: 'all', config: { value: '{{ item & nodes.make }}' } }),
      step('remove', { config: { value: '{{ item & nodes.more }}' } }),
    ]
    expect(told(nodes, 'start>all')).toEqual([])
  })

  it('is refused inside another container, and where its kind does nothing', () => {
    const nodes = [
      all,
      step('one', { parent: 'all' }),
      step('hidden', { parent: 'all' }),
      step('make', { compensate: 'hidden' }),
      step('say', { compensate: 'remark' }),
      node('remark', 'note', { config: { text: 'x' } }),
    ]
    expect(told(nodes, 'start>all all>make make>say')).toEqual([
      'error node.compensate-elsewhere: Node "make" is compensated by "hidden", which stands inside "all" and cannot be seen from "make". Put the two into one container.',
      'error node.cannot-compensate: Node "say" is compensated by "remark", but a "note" undoes nothing. Name a node that does some work.',
    ])
  })

  it('is never undone itself', () => {
    expect(codes([step('a', { compensate: 'b' }), step('b', { compensate: 'c' }), step('c')], 'start>a')).toEqual([
      'warning node.compensate-of-compensator',
    ])
  })

  it('sees no item where one of the nodes that it undoes has none', () => {
    const nodes = [
      all,
      step('make', { parent: 'all', compensate: 'undo' }),
      step('other', { compensate: 'undo' }),
      step('undo', { config: { value: '{{ item }}' } }),
    ]
    expect(codes(nodes, 'start>all all>other')).toEqual(['error expression.not-in-each'])
  })
})

describe('a container', () => {
  it('holds nodes that run', () => {
    const nodes = [node('all', 'group'), node('remark', 'note', { parent: 'all', config: { text: 'x' } })]
    expect(told(nodes, 'start>all')).toEqual([
      'warning container.empty: Node "all" holds no nodes that run, so it does nothing. Put nodes into it, or remove it.',
    ])
  })

  it('that is never reached is told once, without its children', () => {
    expect(codes([step('a'), node('all', 'group'), step('b', { parent: 'all' })], 'start>a')).toEqual([
      'warning node.unreachable',
    ])
  })

  it('keeps edges and loops inside', () => {
    const nodes = [step('before'), node('all', 'group'), step('a', { parent: 'all' })]
    expect(told(nodes, 'start>before before>all a^before')).toEqual([
      'error edge.crosses-container: Edge 3 (a → before) crosses the border of a container: "a" stands inside "all", "before" does not. Edges stay inside: join the ends of the loop within one container, or loop back to the container itself.',
    ])
  })

  it('starts a child without edges with each item, whatever its join', () => {
    const nodes = [node('all', 'group'), step('a', { parent: 'all', join: { count: 2 } })]
    expect(told(nodes, 'start>all')).toEqual([
      'warning node.join-count: Node "a" starts with each item of "all", since no edge leads to it, and counts no tokens. Add the edges that it should count, or take "join" away.',
    ])
  })
})

describe('policies', () => {
  it('are told where they mean nothing', () => {
    const nodes = [
      node('ask', 'approval', { timeout: '1h', config: { title: 'Sure?' } }),
      step('set', { timeout: '1s', retry: { attempts: 2 } }),
      node('git', 'shell', { timeout: '1s', retry: { attempts: 2 }, config: { command: 'git' } }),
      node('all', 'group', { timeout: '1m' }),
      step('inside', { parent: 'all' }),
    ]
    const fields = { nodes: [node('start', 'start', { disabled: true }), ...nodes] }
    expect(told(nodes, 'start>ask ask.approved>set ask.rejected>set set>git git>all', fields)).toEqual([
      'warning node.disabled-entry: Node "start" begins the run also where it is disabled, but then it gives no arguments as its output. Take "disabled" away.',
      'warning node.timeout-unused: Node "ask": its kind, "approval", takes its time from its config. Move "timeout" into "config"; it then leaves by "timeout".',
      'warning node.timeout-unused: Node "set": "timeout" means nothing for a "transform", which does no work that could take too long. Take it away.',
      'warning node.retry-unused: Node "set": "retry" means nothing for a "transform": where it fails, the next attempt would fail too. Take it away.',
    ])
  })

  it('name a lock plainly', () => {
    expect(told([step('a', { lock: ' ' }), step('b', { lock: '{{ args.x }}' })], 'start>a a>b')).toEqual([
      'error node.bad-lock: Node "a": "lock" is empty. Name what must not be used by two nodes at once, such as "deploy", or take it away.',
      'error node.bad-lock: Node "b": "lock" is "{{ args.x }}". A lock is a plain name, the same in every run: it takes no expression.',
    ])
  })
})

describe('other kinds', () => {
  it('a branch has its ports once', () => {
    const cases = [
      { port: 'yes', when: '{{ true }}' },
      { port: 'yes', when: '{{ false }}' },
    ]
    expect(told([node('b', 'branch', { config: { cases } }), step('a')], 'start>b b.yes>a b.else>a')).toEqual([
      'warning branch.double-port: Node "b": case 2 leaves by "yes" like case 1, so nothing tells them apart. Join the two conditions with "or", or name another port.',
    ])
  })

  it('a command that always calls itself is told, one behind a branch is not', () => {
    const self = node('again', 'workflow', { config: { name: '/x' } })
    expect(told([self], 'start>again')).toEqual([
      'warning workflow.endless: Node "again" calls /x itself, and no way leads past it: each run begins another, until the 25th fails. Put a branch before it.',
    ])
    const branch = node('b', 'branch', { config: { cases: [{ port: 'more', when: '{{ true }}' }] } })
    expect(codes([branch, self, node('end', 'end')], 'start>b b.more>again b.else>end')).toEqual([])
  })

  it('a program with its arguments behind it is told, and split as it was meant', () => {
    const mended = (config: Record<string, Json>) => {
      const parameters = [{ name: 'since', type: 'string' as const }]
      const file = workflow([node('log', 'shell', { config })], 'start>log', { parameters })
      const problems = checkWorkflow(file, CATALOG, KIND_CHECKS)
      const fix = problems.find(({ code }) => code === 'shell.whole-line')?.fixes?.[0]
      return fix && applyFix(file, fix)?.nodes.at(-1)?.config
    }
    const line = `git log --format='%h %s' {{ args.since ? args.since : "v1" }}..HEAD`
    expect(mended({ command: line, args: ['status', '--short'] })).toEqual({
      command: 'git',
      args: ['log', '--format=%h %s', '{{ args.since ? args.since : "v1" }}..HEAD'],
    })
    expect(mended({ command: 'npm run', args: ['lint'] })).toEqual({ command: 'npm', args: ['run', 'lint'] })
    expect(mended({ command: 'git log | head' })).toEqual({ command: 'sh', args: ['-c', 'git log | head'] })
    expect(mended({ command: 'C:\\Program Files\\git.exe' })).toBeUndefined()
    expect(mended({ command: '/opt/my tools/git' })).toBeUndefined()
  })

  it('a delay takes times that can be read', () => {
    const nodes = [
      node('a', 'delay', { config: { for: 'a while' } }),
      node('b', 'delay', { config: { until: 'soon' } }),
      node('c', 'delay', { config: { for: '{{ args.time }}' } }),
      node('d', 'delay', { config: { until: '2026-12-24T18:00:00+01:00' } }),
      node('e', 'delay', { config: { until: '2026-02-30T00:00:00Z' } }),
      node('f', 'delay', { config: { until: '+012026-01-01T00:00:00Z' } }),
    ]
    expect(
      codes(nodes, 'start>a a>b b>c c>d d>e e>f', { parameters: [{ name: 'time', type: 'string', default: '5m' }] }),
    ).toEqual(Array.from({ length: 4 }, () => 'error delay.no-time'))
  })

  it('a store leaves by "exists" only where it adds', () => {
    const store = (id: string, action: string) => node(id, 'store', { config: { action, key: 'k', value: 1 } })
    expect(codes([store('a', 'get'), store('b', 'add'), step('c')], 'start>a a>b b>c b.exists>c')).toEqual([])
    expect(codes([store('a', 'get'), step('c')], 'start>a a>c a.exists>c')).toEqual(['warning edge.never-taken'])
    expect(codes([node('a', 'store', { config: { action: 'get', key: 'k' } })], 'start>a')).toEqual([])
    expect(codes([node('a', 'store', { config: { action: 'set', key: 'k' } })], 'start>a')).toEqual([
      'warning store.no-value',
    ])
  })

  it('what ends a run has no error port, and a second start begins nothing', () => {
    const nodes = [node('begin', 'start'), step('a'), step('b'), node('done', 'end')]
    expect(codes(nodes, 'start>a begin>a a>done done.error>b start.error>b')).toEqual([
      'error edge.from-end',
      'error edge.unknown-port',
      'warning graph.second-start',
    ])
  })
})

describe('every kind', () => {
  // What the model is asked only a person can say.
  it.each(DESCRIPTORS.filter(({ kind }) => kind !== 'prompt'))(
    '$kind has a first config that is right',
    ({ kind, initialConfig }) => {
      expect(KIND_CHECKS.checkConfig(kind, initialConfig)).toEqual([])
    },
  )
})
