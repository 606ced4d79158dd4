/**
 * What the engine knows of a node kind. Kinds are data plus one behaviour; a behaviour belongs to one of five families,
 * and each family has one state machine (`machines/`), so a kind never writes control flow.
 */
import type { z } from 'zod'
import type { FormField } from '#shared/events/form-field.ts'
import type { Json } from '#shared/json.ts'
import type { KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import type { WorkflowNode } from '#shared/workflow/workflow.ts'
import type { FilesPort } from './ports/files.ts'
import type { MemoryPort } from './ports/memory.ts'
import type { ModelPort } from './ports/model.ts'
import type { NotifierPort } from './ports/notifier.ts'
import type { ProcessPort } from './ports/process.ts'
import type { SecretsPort } from './ports/secrets.ts'
import type { WorkflowSource } from './ports/workflow-source.ts'

/** How a node ends well: by which port, with what. */
export interface Leaving {
  readonly port: string
  readonly output: Json
}

/** The adapters that work may use. Hosts supply them; a test supplies real ones with a turned clock. */
export interface Adapters {
  readonly model: ModelPort
  readonly process: ProcessPort
  readonly files: FilesPort
  readonly notifier: NotifierPort
  readonly secrets: SecretsPort
  readonly memory: MemoryPort
  readonly workflows: WorkflowSource
}

export interface WorkContext {
  readonly runId: string
  readonly nodeId: string
  /** Name of the command that runs. */
  readonly workflow: string
  /** What that was given. A kind works with its input: this is for saying where a value of it came from. */
  readonly args: Readonly<Record<string, Json>>
  /** `run/path/node/iteration`: the same in every attempt, for receivers that take a delivery once. */
  readonly deliveryKey: string
  /** Absolute; empty where the run has none. */
  readonly workspace: string
  readonly attempt: number
  readonly adapters: Adapters
  /** Aborts on stop, withdrawal and timeout. Work must settle soon after. */
  readonly signal: AbortSignal
  /** Live text; seen at once, logged in pieces. */
  stream(channel: string, text: string): void
  notice(code: string, message: string): void
  /** A file of the workspace is there as written: what a person is told, and where they find it. */
  fileWritten(data: { path: string; bytes: number; appended?: true }): void
  processStarted(pid: number, startedAt: string, command: string): void
  processEnded(pid: number, exitCode: number | null, signal: string | null): void
  notificationSent(data: { title: string; body: string; channel: string; delivered: boolean; reason?: string }): void
  /** Names something that Stop must reach, for the receipt; call the returned function with how it ended. */
  holds(what: string): (how: string) => void
}

/** What an effect is going to do, as a person is asked about it. */
export interface EffectProposal {
  /** `Run git push origin main in ~/ledger-api?` */
  readonly title: string
  readonly message?: string
  /** The part of the input that the person sees and may edit; an approved value replaces these fields. */
  readonly payload: Json
  /** JSON Schema of the payload. */
  readonly schema?: Json
}

export interface ApprovalRequest {
  readonly title: string
  readonly message?: string
  readonly payload: Json
  readonly schema?: Json
  readonly timeoutMs?: number
}

export interface FormRequest {
  readonly purpose: 'ask' | 'show' | 'checkpoint'
  readonly title: string
  readonly message?: string
  readonly fields: readonly FormField[]
  readonly timeoutMs?: number
}

export interface ApprovalAnswer {
  readonly decision: 'approved' | 'rejected'
  readonly value: Json
  readonly feedback?: string
  readonly by: string
}

/** What a kind that leaves at once may see beside its input. */
export interface InstantScope {
  readonly args: Readonly<Record<string, Json>>
  /** What the trigger delivered, where one began the run. */
  readonly payload: Json | undefined
}

/** Which event of the bus to wait for. `when` stands as it is written: it is evaluated for each event that comes. */
export interface AwaitedEvent {
  readonly port: string
  readonly event: string
  readonly when?: string | undefined
}

export interface WaitRequest {
  readonly events: readonly AwaitedEvent[]
  readonly timeoutMs?: number | undefined
  /** Also what came since the run started; else only what comes from now on. */
  readonly sinceRun: boolean
}

/** `I` is the evaluated config. */
export type Behaviour<I = unknown> =
  /** Ends in the same step, without a place, a wait or a failure of the outside world. */
  | { readonly family: 'instant'; leave(input: I, scope: InstantScope): Leaving }
  /** Takes a place and time. `effect` returns what it would change, or null where this input changes nothing. */
  | {
      readonly family: 'work'
      effect?(input: I, workspace: string): EffectProposal | null
      perform(input: I, context: WorkContext): Promise<Leaving>
    }
  | {
      readonly family: 'approval'
      request(input: I): ApprovalRequest
      /** Why an edited payload cannot be taken, in a sentence; null where it can. The approval stays open. */
      validate?(value: Json, input: I): string | null
      leave(answer: ApprovalAnswer): Leaving
      /** Nobody answered in `timeoutMs`. */
      expired(input: I): Leaving
    }
  /** `request` may return null: nothing to ask, so it leaves at once. `isHeld`: a person asked the run to hold here. */
  | {
      readonly family: 'form'
      request(input: I, isHeld: boolean): FormRequest | null
      shown?(input: I): Json
      /** Why these answers cannot be taken, in a sentence; null where they can. The form stays open. */
      validate(values: Readonly<Record<string, Json>>, input: I): string | null
      /** Also called with no values where `request` returned null. */
      leave(values: Readonly<Record<string, Json>>, input: I): Leaving
      /** Nobody answered in `timeoutMs`. */
      expired(input: I): Leaving
    }
  /** Its children run once per item; `items` null: once, with the item that is around it. */
  | {
      readonly family: 'container'
      items(input: I): readonly Json[] | null
      /** Undefined: as many as the run may do at once. */
      concurrency(input: I): number | undefined
      onError(input: I): 'stop' | 'collect'
      /** `results` in item order. */
      leave(results: readonly Json[], input: I): Leaving
    }
  /** A run of another command. `wait: false`: goes on as soon as it has started. */
  | {
      readonly family: 'child'
      request(input: I): {
        readonly name: string
        readonly args: Readonly<Record<string, Json>>
        readonly wait: boolean
      }
      leave(result: Json): Leaving
      /** Goes on without waiting. */
      started(runId: string): Leaving
    }
  /** Waits until a time, in ms since 1970; throws NodeError where the input names none. */
  | { readonly family: 'timer'; dueAt(input: I, now: number): number; leave(firedAt: string): Leaving }
  | {
      readonly family: 'wait'
      request(input: I): WaitRequest
      leave(port: string, data: Json): Leaving
      expired(input: I): Leaving
    }
  /** Publishes an event on the bus. */
  | { readonly family: 'emit'; emitted(input: I): { readonly event: string; readonly data: Json }; leave(): Leaving }
  /** Withdraws active nodes of its own level and of the levels around it. */
  | { readonly family: 'cancel'; nodes(input: I): readonly string[]; leave(cancelled: readonly string[]): Leaving }
  /** Ends the run, or the item that it stands in. */
  | { readonly family: 'end'; outcome(input: I): { readonly status: 'succeeded' | 'failed'; readonly result: Json } }
  /** Never runs. */
  | { readonly family: 'note' }

export type Family = Behaviour['family']

export interface ExampleNode extends Pick<WorkflowNode, 'id' | 'kind' | 'config'> {
  /** `node` or `node.port`. */
  readonly after?: string
}

/** A worked example: documentation and contract test at once. */
export interface KindExample {
  readonly title: string
  readonly config: Readonly<Record<string, Json>>
  readonly args?: Readonly<Record<string, Json>>
  /** Nodes inside it, each with its edges from siblings. */
  readonly children?: readonly ExampleNode[]
  /** Nodes that start beside it, just before. */
  readonly beside?: readonly ExampleNode[]
  /** Other commands, each by its result. */
  readonly commands?: Readonly<Record<string, Json>>
  /** What an earlier run has kept. */
  readonly remembered?: Readonly<Record<string, Json>>
  /** Published while the node waits. */
  readonly hears?: { readonly event: string; readonly data: Json }
  /** Files laid into the workspace before the run. */
  readonly files?: Readonly<Record<string, string>>
  /** What the model answers (each attempt in turn). */
  readonly model?: readonly string[]
  /** What the person decides or answers. */
  readonly decide?: { readonly decision: 'approved' | 'rejected'; readonly feedback?: string; readonly value?: Json }
  readonly answer?: Readonly<Record<string, Json>>
  /** Turns the clock this far while the node waits. */
  readonly after?: string
  /** Expected port, or `error` with the code. */
  readonly leavesBy: string
  readonly errorCode?: string
  /** Expected output, where it is worth naming; fields not named are not compared. */
  readonly output?: Json
}

export interface NodeKind<I = unknown> {
  readonly descriptor: KindDescriptor
  /** Parses the evaluated config. Its issues become `node.invalid-input`, not retried. */
  readonly input: z.ZodType<I>
  /** Parses the config as written, with expressions in place; its issues are problems of the file. */
  readonly config: z.ZodType
  /** Config fields that are taken as written, never expanded (a JSON Schema, a duration). */
  readonly raw: ReadonlySet<string>
  /** Config fields in which `secrets.NAME` is in scope. */
  readonly secretFields: ReadonlySet<string>
  /** Config lists that take nothing as [] and a single value as a list of one. */
  readonly lists: ReadonlySet<string>
  /** Config lists of `{ port, when }`, evaluated in order up to the first that holds. */
  readonly conditions: ReadonlySet<string>
  /** Config lists of `{ port, event, when }` whose `when` is kept as written, for each event that comes. */
  readonly patterns: ReadonlySet<string>
  readonly behaviour: Behaviour<I>
  readonly examples: readonly KindExample[]
}

export type KindRegistry = ReadonlyMap<string, NodeKind>
