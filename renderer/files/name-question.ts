/** The one dialog that asks for a command's name: to rename, to copy, to keep a part as a command of its own. */
import { create } from 'zustand'
import type { WorkflowSource } from '#shared/ipc/views/workflow-views.ts'

export type Place = Exclude<WorkflowSource, 'bundled'>

export interface NameQuestion {
  readonly title: string
  readonly yes: string
  readonly name: string
  /** Where it would be kept; absent where only the name is asked for. */
  readonly place?: Place
  /** Said above the fields. */
  readonly message?: string
  /** The file that has the name by right, so that its own name is not taken. */
  readonly besides?: string
  /** Resolves with why not, as a sentence; undefined where it is done. */
  onYes(name: string, place: Place): Promise<string | undefined>
}

export const useNameQuestion = create<{ readonly question: NameQuestion | null }>(() => ({ question: null }))

export const askName = (question: NameQuestion): void => useNameQuestion.setState({ question })

export const closeNameQuestion = (): void => useNameQuestion.setState({ question: null })
