import type { ExitCode } from '../exit-codes.ts'

/** Takes the status with which a command ends. */
export type Ends = (code: ExitCode) => void
