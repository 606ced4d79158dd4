/** The try whose arguments are asked for. */
import { create } from 'zustand'
import type { Try } from '../state/try-run.ts'

export const useTryForm = create<{ readonly wanted: Try | undefined }>(() => ({ wanted: undefined }))
