/** Which machine a node of a family is. */
import type { AnyStateMachine } from 'xstate'
import type { Family } from '../kind.ts'
import { instantMachine } from './instant-machine.ts'
import { personMachine } from './person-machine.ts'
import { workMachine } from './work-machine.ts'

const MACHINES: Readonly<Record<Family, AnyStateMachine>> = {
  instant: instantMachine,
  emit: instantMachine,
  cancel: instantMachine,
  end: instantMachine,
  note: instantMachine,
  work: workMachine,
  container: workMachine,
  child: workMachine,
  timer: workMachine,
  wait: workMachine,
  approval: personMachine,
  form: personMachine,
}

export function machineOf(family: Family): AnyStateMachine {
  return MACHINES[family]
}
