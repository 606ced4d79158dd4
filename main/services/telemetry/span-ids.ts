/** Ids that follow from the run, so that several processes, and a retry, give one trace and one span the same name. */
import { createHash } from 'node:crypto'

const TRACE_HEX = 32
const SPAN_HEX = 16

/** A message, its run and all that it called are one trace. */
export const traceIdOf = (correlationId: string): string => hex(correlationId).slice(0, TRACE_HEX)

/** `resumed` counts how often the run went on after it was stopped: each time is a span of its own. */
export const runSpanId = (runId: string, resumed: number): string => hex(`${runId}#${resumed}`).slice(0, SPAN_HEX)

export const nodeSpanId = (runId: string, execution: string): string => hex(`${runId}/${execution}`).slice(0, SPAN_HEX)

const hex = (text: string): string => createHash('sha256').update(text).digest('hex')
