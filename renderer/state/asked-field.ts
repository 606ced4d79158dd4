/** The field that a problem stands on, which a person asked to be taken to. The form that has it takes the request. */
import { create } from 'zustand'

export interface AskedField {
  readonly nodeId: string
  /** As the problem names it. */
  readonly field: string
}

export const useAskedField = create<{ readonly asked: AskedField | undefined }>(() => ({ asked: undefined }))

export const askField = (asked: AskedField): void => useAskedField.setState({ asked })

export const fieldIsReached = (): void => useAskedField.setState({ asked: undefined })
