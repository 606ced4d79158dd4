/** Programs of which everybody knows that they only look. Whatever is not surely one of them counts as changing something. */
import type { Json } from '../../json.ts'
import type { WorkflowNode } from '../workflow.ts'

const LOOKING: ReadonlySet<string> = new Set(
  'cat date df du head ls nl pwd rg stat tail uname wc which whoami'.split(' '),
)
const LOOKING_GIT: ReadonlySet<string> = new Set(
  'blame cat-file describe diff diff-tree for-each-ref log ls-files ls-tree merge-base name-rev rev-list rev-parse shortlog show status'.split(
    ' ',
  ),
)
/** They write a file, or start a program that may do anything. */
const ACTS = /^(?:-o|--output|--ext-diff|--textconv|--pre)(?:$|=)/
/** Of kinds that act or look as their config says. */
const LOOKING_ACTIONS: ReadonlySet<string> = new Set(['read', 'list'])
const LOOKING_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD'])

export function isPlainRead({ config = {} }: WorkflowNode): boolean {
  const { command, args, method, url, action } = config
  if (typeof url === 'string') return method === undefined || LOOKING_METHODS.has(String(method).toUpperCase())
  if (typeof action === 'string') return LOOKING_ACTIONS.has(action)
  if (typeof command !== 'string') return false
  const words = wordsOf(args)
  if (words === undefined || words.some((word) => ACTS.test(word))) return false
  if (command !== 'git') return LOOKING.has(command)
  return LOOKING_GIT.has(words[0] ?? '')
}

/** Undefined where an expression makes the list, and anything may stand in it. */
function wordsOf(args: Json | undefined): readonly string[] | undefined {
  if (args === undefined) return []
  return Array.isArray(args) ? args.map(String) : undefined
}
