import { expect, it } from 'vitest'
import { mistakesIn } from '#renderer/inspector/editor/mistakes.ts'
import type { ShownPreview } from '#renderer/inspector/preview/use-preview.ts'
import { check, reads, step } from '../../shared/workflow/checked.ts'

const TEXT = '{{ nodes.firts }} {{ args.topik }} {{ nodes.later }} {{ nodes.first.x }} {{ first }}'

/** What is underlined in a text of a node, as it stands there. */
function underlined(text: string, shown?: ShownPreview) {
  const nodes = [step('first'), reads('here', text), step('later')]
  const parameters = [{ name: 'topic', type: 'string' as const }]
  const problems = check(nodes, 'start>first first>here here>later', { parameters })
  const ofField = problems.filter(({ nodeId }) => nodeId === 'here')
  return mistakesIn(text, ofField, shown).map(({ from, to, severity }) => `${severity} ${text.slice(from, to)}`)
}

it('what the checks find named wrongly is underlined where it stands', () => {
  expect(underlined(TEXT).toSorted()).toEqual([
    'error args.topik',
    'error first',
    'error nodes.firts',
    'warning nodes.later',
  ])
})

it('what fails on the data of a run is underlined as well, once where the checks say it too, and not in a later text', () => {
  const failed = (text: string, from: number, to: number): ShownPreview => ({
    text,
    preview: { state: 'error', message: 'It is no number.', from, to },
  })
  const text = '{{ $number("x") }} {{ nodes.firts }}'
  expect(underlined(text, failed(text, 3, 10))).toEqual(['error $number', 'error nodes.firts'])
  expect(underlined(text, failed(text, 22, 33))).toEqual(['error nodes.firts'])
  expect(underlined(text, failed('an earlier one', 3, 10))).toEqual(['error nodes.firts'])
})
