/** Text that somebody pasted: a fragment, a whole file, or neither, and why. */
import { z } from 'zod'
import { isJsonObject, type Json } from '../../json.ts'
import { parseWorkflow } from '../parse.ts'
import { readWorkflow } from '../read-parts.ts'
import { Edge, FORMAT, type Workflow } from '../workflow.ts'
import { type Fragment, isFragmentFile, wholeFragment } from './fragment.ts'

export type PastedText =
  | { readonly type: 'fragment'; readonly fragment: Fragment }
  | { readonly type: 'workflow'; readonly workflow: Workflow; readonly fragment: Fragment }
  /** Meant as a workflow, but cannot be read as one; a sentence says why. */
  | { readonly type: 'broken'; readonly reason: string; readonly text: string }
  /** Plain words. */
  | { readonly type: 'text'; readonly text: string }

const NAMELESS = 'fragment'
const FENCE = /^\s*```[a-z]*\s*\n([\s\S]*?)\n\s*```\s*$/

/** Never throws. A block of code around the text, as in an issue or a chat, is taken off. */
export function readPasted(given: string): PastedText {
  const text = (FENCE.exec(given)?.[1] ?? given).trim()
  if (!/^[{[]/.test(text)) return { type: 'text', text: given }
  const value = asJson(text)
  if (value === undefined) return looksLikeWorkflow(text) ? broken(text, reasonOf(text)) : { type: 'text', text: given }
  if (Array.isArray(value)) return readList(value, text, given)
  if (!isJsonObject(value) || (value.nodes === undefined && value.format === undefined))
    return { type: 'text', text: given }
  return isFragmentFile(value) ? readNodes(value, text) : readFile(value, text)
}

function readFile(value: Json, text: string): PastedText {
  const workflow = readWorkflow(value)
  if (workflow.success) return { type: 'workflow', workflow: workflow.data, fragment: wholeFragment(workflow.data) }
  const parsed = parseWorkflow(text)
  return parsed.workflow
    ? { type: 'workflow', workflow: parsed.workflow, fragment: wholeFragment(parsed.workflow) }
    : broken(text, reasonOf(text))
}

function readNodes(value: { readonly [key: string]: Json }, text: string): PastedText {
  const file = { format: FORMAT, edges: [], ...value, name: NAMELESS }
  const direct = readWorkflow(file)
  const workflow = direct.success ? direct.data : parseWorkflow(JSON.stringify(file)).workflow
  if (!workflow) return broken(text, reasonOf(JSON.stringify(file)))
  const links = z.array(Edge).safeParse(value.links ?? [])
  if (!links.success) return broken(text, 'Its "links" are not a list of { "from", "to" }.')
  const { nodes, edges, layout = {}, parameters = [] } = workflow
  const from = typeof value.fragment === 'string' ? value.fragment : ''
  return {
    type: 'fragment',
    fragment: { from, whole: false, nodes, edges, links: links.data, layout, parameters },
  }
}

/** Nodes alone, as somebody may write them by hand. */
function readList(value: Json[], text: string, given: string): PastedText {
  const areNodes = value.length > 0 && value.every((item) => isJsonObject(item) && 'kind' in item && 'id' in item)
  return areNodes ? readNodes({ nodes: value }, text) : { type: 'text', text: given }
}

const looksLikeWorkflow = (text: string): boolean => /"(?:nodes|format)"\s*:/.test(text)

const broken = (text: string, reason: string): PastedText => ({ type: 'broken', reason, text })

function reasonOf(text: string): string {
  const { problems } = parseWorkflow(text)
  const [first] = problems
  if (!first) return 'It cannot be read as a workflow.'
  const where = first.line === undefined ? '' : ` (line ${first.line}, column ${first.column})`
  const more = problems.length > 1 ? ` And ${problems.length - 1} more.` : ''
  return `${first.message}${where}${more}`
}

function asJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json // what JSON.parse gives is Json
  } catch {
    return undefined
  }
}
