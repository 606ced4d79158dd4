/** From a node that runs another command to that command. */
import { ArrowUpRight } from 'lucide-react'
import { callOfSelection } from '../files/called-command.ts'
import { openTab } from '../state/view.ts'
import type { Action } from './action.ts'
import { shownCanvas } from './canvas-actions.ts'

const called = (canvas = shownCanvas()) => canvas && callOfSelection(canvas.documentRef, canvas.selected())

export const callActions: readonly Action[] = [
  {
    id: 'open-called',
    label: 'Open the command that it runs',
    icon: ArrowUpRight,
    group: 'go',
    words: 'sub-workflow child enter jump',
    keys: 'g o',
    places: ['node'],
    available: () => called()?.command !== undefined,
    whyNot: () => {
      const call = called()
      return call ? `There is no command /${call.name}.` : 'Select one node that runs another command.'
    },
    perform: () => {
      const command = called()?.command
      if (command) openTab(command.ref)
    },
  },
]
