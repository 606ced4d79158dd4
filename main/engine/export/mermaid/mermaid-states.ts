/** A state machine of the engine as a Mermaid state diagram. */
import type { MachineTransitionView, MachineView } from '#shared/ipc/views/machine-views.ts'
import { mermaidWord } from './mermaid-text.ts'

export function mermaidStates({ id, initial, states, transitions }: MachineView, title: string): string {
  const entries = states.flatMap(({ name, entry }) =>
    entry.length === 0 ? [] : [`  ${mermaidWord(name)} : ${name}, does ${entry.join(', ')}`],
  )
  return [
    '---',
    `title: ${JSON.stringify(`${title}: the machine "${id}"`)}`,
    '---',
    'stateDiagram-v2',
    ...entries,
    `  [*] --> ${mermaidWord(initial)}`,
    ...transitions.map((transition) => `  ${transitionLine(transition)}`),
    ...states.flatMap(({ name, isFinal }) => (isFinal ? [`  ${mermaidWord(name)} --> [*]`] : [])),
    '',
  ].join('\n')
}

function transitionLine({ from, to, signal, guard, actions }: MachineTransitionView): string {
  const condition = guard === undefined ? '' : ` [${guard}]`
  const does = actions.length === 0 ? '' : ` / ${actions.join(', ')}`
  return `${mermaidWord(from)} --> ${mermaidWord(to)} : ${signal}${condition}${does}`
}
