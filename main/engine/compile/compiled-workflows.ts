/** Compiled forms of the workflows that were started last: the same file is often run again. */
import type { Workflow } from '#shared/workflow/workflow.ts'
import type { KindRegistry } from '../kind.ts'
import { compileWorkflow } from './compile-workflow.ts'
import type { CompiledWorkflow } from './compiled-workflow.ts'

const KEPT = 32

export class CompiledWorkflows {
  readonly #registry: KindRegistry
  readonly #byText = new Map<string, CompiledWorkflow>()
  #last: { readonly workflow: Workflow; readonly compiled: CompiledWorkflow } | undefined

  constructor(registry: KindRegistry) {
    this.#registry = registry
  }

  of(workflow: Workflow): CompiledWorkflow {
    // A workflow is never changed once it is read, so the same object is the same text.
    if (this.#last?.workflow === workflow) return this.#last.compiled
    const compiled = this.#known(JSON.stringify(workflow)) ?? this.#keep(compileWorkflow(workflow, this.#registry))
    this.#last = { workflow, compiled }
    return compiled
  }

  /** Of a text that was stored when a run started. */
  ofText(text: string): CompiledWorkflow {
    return this.#known(text) ?? this.#keep(compileWorkflow(JSON.parse(text) as Workflow, this.#registry))
  }

  #known(text: string): CompiledWorkflow | undefined {
    return this.#byText.get(text)
  }

  #keep(compiled: CompiledWorkflow): CompiledWorkflow {
    const oldest = this.#byText.size >= KEPT ? this.#byText.keys().next().value : undefined
    if (oldest !== undefined) this.#byText.delete(oldest)
    this.#byText.set(compiled.text, compiled)
    return compiled
  }
}
