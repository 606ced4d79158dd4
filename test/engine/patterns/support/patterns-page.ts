/** `docs/patterns.md`, from the table of patterns and the files beside the tests. */
import { PATTERN_GROUPS, PATTERNS, type Pattern, type Support } from '../patterns.ts'
import { filesOf } from './pattern-files.ts'

const IN_WORDS: Readonly<Record<Support, string>> = { direct: 'direct', construct: 'by a construct', not: 'not' }
const FOLDER = 'test/engine/patterns'

export function patternsPage(): string {
  return [
    '# Control-flow patterns',
    '',
    `Written by \`npm run docs\` from \`${FOLDER}/patterns.ts\`.`,
    'The yardstick is the list of 43 control-flow patterns of the [Workflow Patterns Initiative](http://www.workflowpatterns.com/patterns/control/) (Russell, ter Hofstede, van der Aalst and Mulyar: *Workflow Control-Flow Patterns: A Revised View*, 2006).',
    'Each has a workflow file in the format `slashflow/1`, and tests that run it on the real engine and fail where it does not behave as the pattern says.',
    '',
    '- *direct*: one feature of the format is the pattern.',
    '- *by a construct*: several nodes together behave as the pattern says; the file shows which.',
    '- *not*: the format cannot say it.',
    '',
    ...PATTERN_GROUPS.flatMap(({ title, patterns }) => [
      `## ${title}`,
      '',
      '| | pattern | support | how | file |',
      '| --- | --- | --- | --- | --- |',
      ...patterns.map(row),
      '',
    ]),
    '## In sum',
    '',
    `${PATTERNS.length} patterns: ${counted('direct')}, ${counted('construct')}, ${counted('not')}.`,
    '',
    ...PEERS,
    '',
  ].join('\n')
}

function row(pattern: Pattern): string {
  const files = filesOf(pattern).map((file, index) => `[${index === 0 ? 'file' : 'with'}](../${FOLDER}/${file})`)
  return `| ${pattern.number} | ${pattern.name} | ${IN_WORDS[pattern.support]} | ${pattern.how} | ${files.join(', ')} |`
}

function counted(support: Support): string {
  return `${PATTERNS.filter((pattern) => pattern.support === support).length} ${IN_WORDS[support]}`
}

/** Only what their own documentation or issues say; nobody there has been put through the 43. */
const PEERS: readonly string[] = [
  'Peers: we know of no evaluation of them by these patterns, so no figure of theirs stands beside ours. What their documentation and issues say about single ones:',
  '',
  '| pattern | peers |',
  '| --- | --- |',
  '| 16 Deferred Choice, a person or a time | with a way of its own for the time: Langflow, Dify; the time ends it: Windmill; no time: Sim, LangGraph |',
  '| 3, 7 merges of parallel ways | Dify: faults of parallel ways and joins were reported (issues 17377, 27275, 24291, 18933, 30838) |',
  '| 20 Cancel Case, the runs it started included | Restate, whole tree; n8n: sub-flows go on (19865) |',
  '| 21 Structured Loop | Flowise: a loop node with a greatest count |',
  '| 21, 22 a person asked inside a loop or a sub-flow | n8n; not: Flowise (5233, 5608), Dify (35820); with faults: LangGraph (5952, 8579) |',
]
