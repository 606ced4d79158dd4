/** The problems of a draft, as main finds them, a moment after the last edit. */
import type { Json } from '#shared/json.ts'
import { bridge } from '../../bridge/bridge.ts'
import { documentAt, existing, put } from './store.ts'

const CHECK_MS = 150

const checks = new Map<string, ReturnType<typeof setTimeout>>()

export function checkSoon(ref: string): void {
  clearTimeout(checks.get(ref))
  const check = async () => {
    checks.delete(ref)
    const { workflow } = documentAt(ref) ?? {}
    if (!workflow) return
    const problems = await bridge.call('workflows.check', { workflow: workflow as Json }) // parsed from JSON, edited as JSON
    if (documentAt(ref)?.workflow === workflow) put({ ...existing(ref), problems })
  }
  // A lost connection: the draft is checked again when it is back.
  checks.set(
    ref,
    setTimeout(() => void check().catch(() => undefined), CHECK_MS),
  )
}
