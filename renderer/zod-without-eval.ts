/** Before any schema is used: the page forbids eval, and Zod would try it to see. */
import { z } from 'zod'

z.config({ jitless: true })
