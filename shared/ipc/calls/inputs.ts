/** Parts of what is sent. */
import { z } from 'zod'

export const RunId = z.string().min(1).max(100)
export const Ref = z.string().min(1).max(4_096)
export const Folder = z.string().max(4_096)
export const NodeId = z.string().min(1).max(200)
export type Nothing = Record<string, never>
