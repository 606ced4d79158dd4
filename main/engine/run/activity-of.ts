/** What the family of a kind does while its node is active. */
import type { Activity } from './activity.ts'
import { ChildActivity } from './child-activity.ts'
import { ContainerActivity } from './container-activity.ts'
import type { Execution } from './execution.ts'
import { TimerActivity } from './timer-activity.ts'
import { WaitActivity } from './wait-activity.ts'
import { WorkActivity } from './work-activity.ts'

export function activityOf(execution: Execution): Activity {
  const { family } = execution.node.kind.behaviour
  switch (family) {
    case 'work':
      return new WorkActivity(execution)
    case 'container':
      return new ContainerActivity(execution)
    case 'child':
      return new ChildActivity(execution)
    case 'timer':
      return new TimerActivity(execution)
    case 'wait':
      return new WaitActivity(execution)
    default:
      throw new Error(`${execution.node.id}: a ${family} node has nothing to do`)
  }
}
