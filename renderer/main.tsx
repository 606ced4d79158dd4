/**
 * The page's first script: it connects, and asks main for what every window shows. The answers come while the window's own
 * code, which is most of it, is read and compiled; so does what the window showed when it was left.
 */
import './zod-without-eval.ts'
import './style/base.css'
import './state/kinds.ts'
import './state/workflows.ts'
import { viewFound } from './state/view.ts'

void Promise.all([import('./window/draw.tsx'), viewFound]).then(([{ draw }]) => draw())
