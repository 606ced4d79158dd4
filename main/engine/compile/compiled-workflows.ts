/** Compiled forms of the workflows that were started last: the same file is often run again. */
import type { Steps } from '#shared/steps.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import type { KindRegistry } from '../kind.ts'
import { inTurns, type Pace } from '../run/pace.ts'
import { compileWorkflow, compiling } from './compile-workflow.ts'
import type { CompiledWorkflow } from './compiled-workflow.ts'

const KEPT = 32
/** Below, compiling takes a few milliseconds. */
const LARGE = 500

export class CompiledWorkflows {
  readonly #registry: KindRegistry
  readonly #byText = new Map<string, CompiledWorkflow>()
  /** A workflow is never changed once it is read, so the same object is the same text. */
  readonly #byWorkflow = new WeakMap<Workflow, CompiledWorkflow>()
  /** Large ones that are being compiled: who starts one meanwhile waits for the same. */
  readonly #under = new Map<Workflow, Promise<void>>()

  constructor(registry: KindRegistry) {
    this.#registry = registry
  }

  of(workflow: Workflow): CompiledWorkflow {
    const known = this.#byWorkflow.get(workflow)
    if (known) return known
    const compiled = this.#known(JSON.stringify(workflow)) ?? this.#keep(compileWorkflow(workflow, this.#registry))
    this.#byWorkflow.set(workflow, compiled)
    return compiled
  }

  /** Compiles a large one over several turns of the event loop. Undefined where there is nothing to wait for. */
  prepare(workflow: Workflow, pace: Pace): Promise<void> | undefined {
    if (workflow.nodes.length < LARGE || this.#byWorkflow.has(workflow)) return undefined
    const under = this.#under.get(workflow)
    if (under) return under
    const preparing = inTurns(this.#preparing(workflow), pace)
    if (!(preparing instanceof Promise)) return undefined
    const coming = preparing.finally(() => this.#under.delete(workflow))
    this.#under.set(workflow, coming)
    return coming
  }

  *#preparing(workflow: Workflow): Steps<void> {
    const text = JSON.stringify(workflow)
    yield
    const compiled = this.#known(text) ?? this.#keep(yield* compiling(workflow, this.#registry, text))
    this.#byWorkflow.set(workflow, compiled)
  }

  /** Of a text that was stored when a run started. */
  *ofText(text: string): Steps<CompiledWorkflow> {
    const known = this.#known(text)
    if (known) return known
    const workflow = JSON.parse(text) as Workflow // as it was stored
    yield
    return this.#keep(yield* compiling(workflow, this.#registry, text))
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
