/** A whole command line where only the program belongs: what everybody types first, and what no system would find. */
import type { Json } from '../../json.ts'
import { sameJson } from '../../same-json.ts'
import type { FixEdit } from '../fix.ts'
import type { GraphNode } from '../graph.ts'
import type { Problem } from '../problem.ts'
import { type CheckContext, nodeProblem } from './check-context.ts'

/** A word that is no path, and more behind it: `C:\Program Files\…` is a program. */
const LINE = /^[\w@+.-]+\s+\S/
const WORD = /(?:\{\{[\s\S]*?\}\}|'[^']*'|"[^"]*"|\S)+/g
const QUOTED = /(\{\{[\s\S]*?\}\})|'([^']*)'|"([^"]*)"/g
/** What only a shell knows. */
const SHELL_SIGN = /[|&;<>`]|\$\(/

export function checkShellLine(context: CheckContext, node: GraphNode): readonly Problem[] {
  const { command, args } = node.node.config ?? {}
  if (typeof command !== 'string' || !LINE.test(command)) return []
  const fix = SHELL_SIGN.test(command) ? throughShell(command) : splitLine(context, node, command, args)
  const edits = fix && [
    { op: 'set' as const, path: ['nodes', node.index, 'config', 'command'], value: fix.command, was: command },
    argsEdit(node.index, fix.args, args),
  ]
  const message = `Node "${node.id}": all of this is looked for as one program, blanks too. Name the program alone, and each argument by itself.`
  const path = ['config', 'command']
  const found = { severity: 'warning', code: 'shell.whole-line', message } as const
  return [
    {
      ...nodeProblem(context, node.index, node.node, found, path),
      ...(fix && edits && { fixes: [{ label: fix.label, edits }] }),
    },
  ]
}

interface Split {
  readonly label: string
  readonly command: string
  readonly args: readonly string[]
}

/** An expression in a line that a shell reads could say anything, so nothing is offered for one. */
const throughShell = (line: string): Split | undefined =>
  line.includes('{{') ? undefined : { label: 'Run it by sh', command: 'sh', args: ['-c', line] }

function splitLine(context: CheckContext, node: GraphNode, line: string, args: Json | undefined): Split | undefined {
  const [command = '', ...words] = (line.match(WORD) ?? []).map(unquoted)
  const isUntouched = sameJson(args, context.descriptors[node.index]?.initialConfig?.args)
  const kept = isUntouched || args === undefined ? [] : args
  if (!Array.isArray(kept) || !kept.every((each) => typeof each === 'string')) return undefined
  return { label: 'Split into program and arguments', command, args: [...words, ...kept] }
}

const unquoted = (word: string): string =>
  word.replace(QUOTED, (_all, expression?: string, single?: string, double?: string) =>
    [expression, single, double].join(''),
  )

function argsEdit(index: number, value: readonly string[], was: Json | undefined): FixEdit {
  const path = ['nodes', index, 'config', 'args']
  return { op: 'set', path, value: [...value], ...(was !== undefined && { was }) }
}
