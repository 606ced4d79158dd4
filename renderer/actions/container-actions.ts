/** Putting containers around what is selected on the canvas, one action for each kind of container there is. */
import { canvasCommands } from '../canvas/canvas-commands.ts'
import { isContainer, takesItems } from '../canvas/model/tree.ts'
import { useKinds } from '../state/kinds.ts'
import { shownTab } from '../state/view.ts'
import type { Action } from './action.ts'

const commands = () => {
  const canvas = canvasCommands()
  return canvas?.editable && canvas.documentRef === shownTab()?.ref ? canvas : undefined
}

export function containerActions(): readonly Action[] {
  const kinds = useKinds.getState().list.filter(isContainer)
  return [
    ...kinds.map((kind) => ({
      id: `wrap-${kind.kind}`,
      label: `Wrap in ${kind.title}`,
      keys: takesItems(kind) ? 'mod+alt+g' : 'mod+g',
      available: () => commands() !== undefined && commands()?.wrapProblem() === undefined,
      perform: () => commands()?.wrap(kind),
    })),
    {
      id: 'unwrap',
      label: 'Unwrap: take the container away',
      keys: 'mod+shift+g',
      available: () => commands()?.container() !== undefined,
      perform: () => commands()?.unwrap(),
    },
    {
      id: 'fold-container',
      label: 'Fold or unfold the container',
      keys: 'mod+.',
      available: () => commands()?.container() !== undefined,
      perform: () => commands()?.fold(),
    },
  ]
}
