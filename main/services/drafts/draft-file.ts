/**
 * A draft on disk: four lines of JSON. The first says whose draft it is and is all that a list needs; then the text of the
 * file that the draft began with, the workflow as it is now, and its steps of undo.
 */
import { type FileHandle, open, readFile } from 'node:fs/promises'
import { z } from 'zod'

export const DRAFT_FORMAT = 'slashflow-draft/1'
/** Title and name are cut to fit, a ref is a path. */
const LARGEST_HEADER = 16_384

const DraftHeader = z.object({
  format: z.literal(DRAFT_FORMAT),
  ref: z.string(),
  /** Another one with every write: names the revision. */
  id: z.string(),
  at: z.string(),
  name: z.string(),
  /** False where it says the same as the file and is kept for its undo. */
  dirty: z.boolean(),
  /** Hash of the text it began with; null where there was no file. */
  baseHash: z.string().nullable(),
})
export type DraftHeader = z.infer<typeof DraftHeader>

export interface DraftParts {
  readonly baseText: string | null
  readonly workflow: string
  readonly history: string
}

const Body = z.tuple([z.string().nullable(), z.string(), z.string()])

export function draftText(header: DraftHeader, { baseText, workflow, history }: DraftParts): string {
  return `${[header, baseText, workflow, history].map((line) => JSON.stringify(line)).join('\n')}\n`
}

/** Undefined where it is no draft that this version can read; throws the system's errors. */
export async function readHeader(path: string): Promise<DraftHeader | undefined> {
  const file = await open(path, 'r')
  try {
    return headerOf(await firstLine(file))
  } finally {
    await file.close()
  }
}

export async function readDraftFile(path: string): Promise<{ header: DraftHeader; parts: DraftParts } | undefined> {
  const [first = '', ...rest] = (await readFile(path, 'utf8')).trimEnd().split('\n')
  const header = headerOf(first)
  const body = Body.safeParse(rest.map(parsed))
  if (!header || !body.success) return undefined
  const [baseText, workflow, history] = body.data
  return { header, parts: { baseText, workflow, history } }
}

async function firstLine(file: FileHandle): Promise<string> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(LARGEST_HEADER), 0, LARGEST_HEADER, 0)
  const text = buffer.subarray(0, bytesRead).toString('utf8')
  return text.slice(0, text.indexOf('\n'))
}

function headerOf(line: string): DraftHeader | undefined {
  return DraftHeader.safeParse(parsed(line)).data
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
