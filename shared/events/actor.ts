import { z } from 'zod'

/** Who asked or decided: `app`, `web`, `cli`, `timer`, `--approve all`. A schedule or webhook never counts as a person. */
export const Actor = z.string().min(1).max(200)
export type Actor = z.infer<typeof Actor>
