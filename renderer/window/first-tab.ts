/** What a window shows that remembers nothing: the review of a branch, drawn as a graph. */
import { openTab, useView } from '../state/view.ts'
import { commandNamed, useWorkflows } from '../state/workflows.ts'

const FIRST_COMMAND = 'pr-review'

export function openFirstTab(): () => void {
  const open = () => {
    const { list, loaded } = useWorkflows.getState()
    if (!loaded || list.length === 0) return false
    const { tabs, shown } = useView.getState()
    const first = commandNamed(list, FIRST_COMMAND) ?? list[0]
    if (tabs.length === 0 && shown === null && first) openTab(first.ref)
    return true
  }
  if (open()) return () => undefined
  const stop = useWorkflows.subscribe(() => open() && stop())
  return stop
}
