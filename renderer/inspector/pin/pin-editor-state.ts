/** The node whose pin is being written by hand before there is one. */
import { create } from 'zustand'

export const usePinEditor = create<{ readonly nodeId: string | null }>(() => ({ nodeId: null }))
