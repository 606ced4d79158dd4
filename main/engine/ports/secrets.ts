/** Secrets by name. The engine sees placeholders only; adapters fill them in at the last moment. */
export interface SecretsPort {
  /** A stand-in that is safe to log. It is bound to the run, so text from outside cannot forge one. */
  placeholder(name: string, runId: string): string
  /** Replaces this run's placeholders. Throws NodeError `secret.missing` (not retryable) that names it. */
  fill(text: string, runId: string): Promise<string>
  /** Takes every secret that was filled in for the run out of a text. */
  redact(text: string, runId: string): string
}
