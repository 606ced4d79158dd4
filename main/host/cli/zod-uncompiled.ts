/** Zod writes and compiles a parser for each schema that is used: more work than the few values of a short command are. */
import { z } from 'zod'

z.config({ jitless: true })
