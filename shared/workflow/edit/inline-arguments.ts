/** What a node gave the command that it runs, in the texts of that command's nodes: where its parameters were read. */
import { isJsonObject, type Json } from '../../json.ts'
import type { Workflow, WorkflowNode } from '../workflow.ts'
import { rewriteScopeNames, type ScopeName } from './scope-names.ts'
import { namesOf, nextName } from './value-names.ts'

interface GivenFacts {
  readonly call: WorkflowNode
  readonly command: Workflow
  /** Id of the command's beginning, whose output is the arguments too. */
  readonly start: string
  /** Of the node that computes what cannot stand where it is read. */
  readonly computed: string
}

export class GivenArguments {
  readonly #call: WorkflowNode
  readonly #command: Workflow
  readonly #start: string
  readonly #computed: string
  /** What the computing node is read for; an empty name is all of it. */
  readonly #computedNames = new Set<string>()

  constructor({ call, command, start, computed }: GivenFacts) {
    this.#call = call
    this.#command = command
    this.#start = start
    this.#computed = computed
  }

  /** Whether some text reads the node that computes; known once all were rewritten. */
  get isComputed(): boolean {
    return this.#computedNames.size > 0
  }

  /** The text with what was given in place of the parameters. */
  in(text: string, node: WorkflowNode): string {
    if (!text.includes('{{')) return text
    return rewriteScopeNames(text, (name) => this.#argument(text, name, node))
  }

  /** What the computing node gives: all that the call gave, and what stands for the rest where it is read. */
  computed(): { readonly [name: string]: Json } {
    const isRead = (name: string) => this.#computedNames.has(name) || this.#computedNames.has('')
    const defaults = (this.#command.parameters ?? []).flatMap(({ name, default: value }) =>
      value === undefined || !isRead(name) ? [] : [[name, value] as const],
    )
    const args = this.#call.config?.args
    return { ...Object.fromEntries(defaults), ...(isJsonObject(args) && args) }
  }

  #argument(
    text: string,
    { root, field, start, end }: ScopeName,
    node: WorkflowNode,
  ): { readonly text: string; readonly end: number } | undefined {
    const startsOutput = root === 'nodes' && field?.name === this.#start
    if (root !== 'args' && !startsOutput) return undefined
    const after = startsOutput ? (field?.end ?? end) : end
    const named = startsOutput ? nextName(text, after) : undefined
    const name = startsOutput ? named?.name : field?.name
    if (name === undefined) return this.#compute('', after)
    const stop = named?.end ?? field?.end ?? end
    const args = this.#call.config?.args
    const parameter = (this.#command.parameters ?? []).find((each) => each.name === name)
    const value = (isJsonObject(args) ? args[name] : undefined) ?? parameter?.default
    if (isJsonObject(value) && Object.keys(value).length === 1 && 'value' in value) {
      const inner = /^\s*\.\s*value\b/.exec(text.slice(stop))
      const path = inner ? this.#pathOf(value.value, node) : undefined
      if (inner && path !== undefined) return { text: path, end: stop + inner[0].length }
    }
    const path = this.#pathOf(value, node)
    if (path !== undefined) return { text: path, end: stop }
    const literal = literalOf(value, parameter?.type)
    return literal !== undefined && text[start - 1] !== '.' ? { text: literal, end: stop } : this.#compute(name, stop)
  }

  #compute(name: string, end: number): { readonly text: string; readonly end: number } {
    this.#computedNames.add(name)
    return { text: `nodes.${this.#computed}${name === '' ? '' : `.${name}`}`, end }
  }

  /** `nodes.diff.stdout` of `{{ nodes.diff.stdout }}`, where it means the same inside. */
  #pathOf(value: Json | undefined, node: WorkflowNode): string | undefined {
    const names = namesOf(value)
    const [root] = names ?? []
    if (!names || root === undefined) return undefined
    if (root === 'nodes' || root === 'args') return names.length > 1 ? names.join('.') : undefined
    if ((root === 'item' || root === 'index') && node.parent === undefined) return names.join('.')
    if (root === 'loop' && node.parent === undefined && !this.#command.edges.some((edge) => edge.loop))
      return names.join('.')
    return root === 'run' ? names.join('.') : undefined
  }
}

/** As the expression language writes it; undefined where it holds expressions, or is nothing. */
function literalOf(value: Json | undefined, type: string | undefined): string | undefined {
  if (value === undefined || value === null || JSON.stringify(value).includes('{{')) return undefined
  if (
    typeof value === 'string' &&
    (type === undefined ||
      type === 'string' ||
      type === 'text' ||
      type === 'enum' ||
      type === 'file' ||
      type === 'directory')
  )
    return JSON.stringify(value)
  return typeof value === 'number' || typeof value === 'boolean' ? JSON.stringify(value) : undefined
}
