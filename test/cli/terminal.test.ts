/** A person at a terminal, which is a real pseudo terminal: streaming text, questions, an editor, Ctrl+C. */
import { describe, expect } from 'vitest'
import { ASKS_REVIEW, REVIEW, SHORT_REVIEW } from '#test/support/reviewing-model.ts'
import type { SlashflowProcess } from '#test/support/slashflow-process.ts'
import { it } from './command-line.ts'

const RUN = ['run', 'pr-review', 'base=main']
const QUESTION = '[a]pprove  [e]dit  [r]eject  [s]top'
const CTRL_C = '\u0003'

/** What the terminal has shown after this text. */
const after = (run: SlashflowProcess, text: string): string => run.stdout.slice(run.stdout.indexOf(text) + text.length)

// The options of `script`, which makes the terminal, are those of Linux.
describe.skipIf(process.platform !== 'linux')('at a terminal', () => {
  it('the person is shown the review and asked, and approves', async ({ slashflow, repository }) => {
    const run = slashflow.start(RUN, { terminal: true })
    await run.says(QUESTION)
    expect(run.stdout).toContain('Keep this review?')
    expect(run.stdout).toContain('Merge it after two fixes.')
    run.type('a\r')

    expect((await run.exit).code).toBe(0)
    expect(repository.read('review.md')).toBe(REVIEW)
  })

  it('the text streams as it arrives', async ({ slashflow, model }) => {
    const stream = model.hold(ASKS_REVIEW)
    const run = slashflow.start(RUN, { terminal: true })
    await stream.write('Merge it')
    await run.says('Merge it')
    await stream.write(' after two fixes.')
    await run.says('Merge it after two fixes.')
    await stream.finish()
    await run.says(QUESTION)
    run.type('a\r')
    expect((await run.exit).code).toBe(0)
  })

  it('the person edits the review in their own editor', async ({ slashflow, repository }) => {
    const editor = 'sed -i s/two.fixes/three.fixes/'
    const run = slashflow.start(RUN, { terminal: true, env: { EDITOR: editor } })
    await run.says(QUESTION)
    run.type('e\r')
    await run.says('Merge it after three.fixes.')
    run.type('a\r')

    expect((await run.exit).code).toBe(0)
    expect(repository.read('review.md')).toBe(REVIEW.replace('two fixes', 'three.fixes'))
  })

  it('the person rejects with a word, and is asked about what is written then', async ({
    slashflow,
    model,
    repository,
  }) => {
    const run = slashflow.start(RUN, { terminal: true })
    await run.says(QUESTION)
    model.answer('shorter', SHORT_REVIEW)
    run.type('r\r')
    await run.says('What should be different?')
    run.type('shorter\r')
    await run.says(QUESTION, 2)
    run.type('a\r')

    expect((await run.exit).code).toBe(0)
    expect(repository.read('review.md')).toBe(SHORT_REVIEW)
  })

  it('a word that is none of the answers is told which there are', async ({ slashflow }) => {
    const run = slashflow.start(RUN, { terminal: true })
    await run.says(QUESTION)
    run.type('y\r')
    await run.says('Type a to approve it')
    run.type('a\r')

    expect((await run.exit).code).toBe(0)
  })

  it('Ctrl+C in mid-stream stops the run and shows the receipt', async ({ slashflow, model }) => {
    const stream = model.hold(ASKS_REVIEW)
    const run = slashflow.start(RUN, { terminal: true })
    await stream.write('Merge it')
    await run.says('Merge it')
    run.type(CTRL_C)
    await stream.hungUp

    expect((await run.exit).code).toBe(130)
    expect(after(run, 'stopping')).toMatch(/stopped[\s\S]*review.*aborted/i)
  })

  it('Ctrl+C at a question stops the run', async ({ slashflow, repository }) => {
    const run = slashflow.start(RUN, { terminal: true })
    await run.says(QUESTION)
    run.type(CTRL_C)

    expect((await run.exit).code).toBe(130)
    expect(repository.git('status', '--short')).toBe('')
  })

  it('somebody else may answer: the question goes away', async ({ slashflow, repository }) => {
    const run = slashflow.start(RUN, { terminal: true })
    await run.says(QUESTION)
    const runId = /run (\S+)/.exec(run.stdout)?.[1] ?? ''
    expect((await slashflow.run(['approve', runId, 'ok', '--edit', 'From elsewhere'])).code).toBe(0)

    expect((await run.exit).code).toBe(0)
    expect(repository.read('review.md')).toBe('From elsewhere')
  })

  it('a form is filled in line by line, and a wrong answer is asked again', async ({ slashflow, repository }) => {
    repository.write('ask.flow.json', form)
    const run = slashflow.start(['run', 'ask.flow.json'], { terminal: true })
    await run.says('City')
    run.type('Bergen\r')
    await run.says('Nights')
    run.type('some\r')
    await run.says('must be a number')
    run.type('3\r')

    expect((await run.exit).code).toBe(0)
    expect(run.stdout).toContain('Bergen')
  })

  it('what a model writes does not steer the terminal', async ({ slashflow, model }) => {
    model.answer(ASKS_REVIEW, 'Fine.\u001b]0;owned\u0007\u001b[2J Really.')
    const run = slashflow.start([...RUN, '--approve', 'all'], { terminal: true })

    expect((await run.exit).code).toBe(0)
    expect(run.stdout).not.toContain('\u001b]0;owned')
    expect(run.stdout).not.toContain('\u001b[2J')
  })

  it('a file is trusted after saying what it can do', async ({ slashflow, repository }) => {
    repository.write('touch.flow.json', touching)
    const run = slashflow.start(['trust', 'touch.flow.json'], { terminal: true })
    await run.says('Trust exactly this content? [y/N]')
    expect(run.stdout).toContain('runs programs: touch')
    run.type('y\r')

    expect((await run.exit).code).toBe(0)
    expect((await slashflow.run(['run', 'touch.flow.json', '--approve', 'none'])).code).toBe(0)
  })
})

const form = JSON.stringify({
  format: 'slashflow/1',
  name: 'ask',
  nodes: [
    { id: 'start', kind: 'start' },
    {
      id: 'where',
      kind: 'ask',
      config: {
        title: 'Where to?',
        fields: [
          { name: 'city', title: 'City', type: 'string' },
          { name: 'nights', title: 'Nights', type: 'number' },
        ],
      },
    },
  ],
  edges: [{ from: 'start', to: 'where' }],
})

const touching = JSON.stringify({
  format: 'slashflow/1',
  name: 'touch',
  nodes: [
    { id: 'start', kind: 'start' },
    { id: 'touch', kind: 'shell', config: { command: 'touch', args: ['touched'] }, approve: 'never' },
  ],
  edges: [{ from: 'start', to: 'touch' }],
})
