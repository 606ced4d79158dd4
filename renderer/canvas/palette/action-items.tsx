/** The actions of a place, as rows of its menu: those that make sense now, a line between what is about different things. */
import { DropdownMenu } from 'radix-ui'
import { Fragment } from 'react'
import type { Action, ActionPlace } from '../../actions/action.ts'
import { isAvailable, listedActions } from '../../actions/action-list.ts'
import { ActionFace } from '../../parts/action-face.tsx'

export function ActionItems({ place }: { readonly place: ActionPlace }) {
  return actionGroupsOf(place).map((actions, index) => (
    <Fragment key={actions[0]?.group}>
      {index > 0 && <DropdownMenu.Separator className="rule" />}
      {actions.map((action) => (
        <DropdownMenu.Item key={action.id} className="option" onSelect={action.perform}>
          <ActionFace action={action} />
        </DropdownMenu.Item>
      ))}
    </Fragment>
  ))
}

/** What can be done there now, by what it is about. */
export function actionGroupsOf(place: ActionPlace): readonly (readonly Action[])[] {
  const groups = new Map<Action['group'], Action[]>()
  for (const action of listedActions()) {
    if (!action.places?.includes(place) || !isAvailable(action)) continue
    const group = groups.get(action.group)
    if (group) group.push(action)
    else groups.set(action.group, [action])
  }
  return [...groups.values()]
}
