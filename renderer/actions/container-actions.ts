/** Putting containers around what is selected on the canvas, one action for each kind of container there is. */
import { ChevronsDownUp, Repeat, SquareDashed, SquareX } from 'lucide-react'
import { isContainer, takesItems } from '../canvas/model/tree.ts'
import { useKinds } from '../state/kinds.ts'
import type { Action } from './action.ts'
import { editableCanvas } from './canvas-actions.ts'

export function containerActions(): readonly Action[] {
  const kinds = useKinds.getState().list.filter(isContainer)
  const onContainer = {
    group: 'arrange',
    places: ['node'],
    available: () => editableCanvas()?.container() !== undefined,
    whyNot: () => (editableCanvas() ? 'Select a container first.' : undefined),
  } as const
  return [
    ...kinds.map(
      (kind): Action => ({
        id: `wrap-${kind.kind}`,
        label: `Wrap in ${kind.title}`,
        icon: takesItems(kind) ? Repeat : SquareDashed,
        group: 'arrange',
        words: kind.summary,
        keys: takesItems(kind) ? 'mod+alt+g' : 'mod+g',
        places: ['node'],
        available: () => editableCanvas() !== undefined && editableCanvas()?.wrapProblem() === undefined,
        whyNot: () => editableCanvas()?.wrapProblem(),
        perform: () => editableCanvas()?.wrap(kind),
      }),
    ),
    {
      id: 'unwrap',
      label: 'Unwrap: take the container away',
      icon: SquareX,
      keys: 'mod+shift+g',
      ...onContainer,
      perform: () => editableCanvas()?.unwrap(),
    },
    {
      id: 'fold-container',
      label: 'Fold or unfold the container',
      icon: ChevronsDownUp,
      keys: 'mod+.',
      ...onContainer,
      perform: () => editableCanvas()?.fold(),
    },
  ]
}
