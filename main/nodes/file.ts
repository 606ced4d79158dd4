import { NodeError } from '#main/engine/node-error.ts'
import { assertNever } from '#shared/assert-never.ts'
import type { Json } from '#shared/json.ts'
import { asText } from '#shared/workflow/as-text.ts'
import { defineNodeKind, type FieldProblem } from './define-node-kind.ts'
import { boolean, choice, optional, text } from './fields.ts'
import { workspaceNeeded } from './workspace-needed.ts'

const ACTIONS = ['read', 'write', 'append', 'list'] as const
const PAYLOAD_SCHEMA: Json = {
  type: 'object',
  properties: {
    path: { type: 'string', minLength: 1, title: 'Path', widget: 'path' },
    text: { type: 'string', title: 'Text', widget: 'editor' },
  },
  required: ['path', 'text'],
  additionalProperties: false,
}

/** Reads, writes and lists files of the workspace. */
export const file = defineNodeKind({
  kind: 'file',
  title: 'File',
  summary: 'Reads, writes, appends to or lists files. They lie in the workspace.',
  icon: 'file-text',
  group: 'tool',
  ports: ['out'],
  effect: 'depends',
  face: { fields: ['action', 'path'], style: 'code' },
  output: { path: 'string', text: 'string (read)', bytes: 'number (write, append)', files: 'array (list)' },
  initialConfig: { action: 'read', path: 'README.md' },
  config: {
    action: choice(ACTIONS, { title: 'Action' }),
    path: optional(text({ title: 'Path', description: 'Inside the workspace.', placeholder: 'review.md' }, 'path')),
    text: optional(
      text(
        { title: 'Text', description: 'What is written.', usedWith: { field: 'action', is: ['write', 'append'] } },
        'prompt',
      ),
    ),
    allowMissing: optional(
      boolean({
        title: 'May be missing',
        description: 'Goes on without a text where there is no such file.',
        usedWith: { field: 'action', is: ['read'] },
      }),
    ),
  },
  check: missingField,
  behaviour: {
    family: 'work',
    effect({ action, path, text }) {
      if (action === 'read' || action === 'list') return null
      return {
        title: `${action === 'write' ? 'Write' : 'Append to'} \`${path}\`?`,
        message: `${(text ?? '').length.toLocaleString('en-US')} characters ${action === 'write' ? 'replace what the file holds' : 'are added at its end'}.`,
        payload: { path: path ?? '', text: text ?? '' },
        schema: PAYLOAD_SCHEMA,
      }
    },
    async perform({ action, path = '.', text = '', allowMissing = false }, context) {
      const workspace = workspaceNeeded(context.workspace, 'The file node')
      const { files } = context.adapters
      switch (action) {
        case 'read': {
          const found = await files.read(workspace, path).catch((error: unknown) => {
            if (allowMissing && error instanceof NodeError && error.code === 'file.not-found') return null
            throw error
          })
          if (!found) return { port: 'out', output: { path } }
          const { replaced, ...read } = found
          if (replaced > 0)
            context.notice(
              'text.not-utf8',
              `${path} is not UTF-8 in ${replaced === 1 ? 'one place' : `${replaced.toLocaleString('en-US')} places`}: shown as �.`,
            )
          return { port: 'out', output: read }
        }
        case 'write': {
          const written = await files.write(workspace, path, text)
          context.fileWritten(written)
          return { port: 'out', output: written }
        }
        case 'append': {
          const added = await files.append(workspace, path, text)
          context.fileWritten({ ...added, appended: true })
          return { port: 'out', output: added }
        }
        case 'list':
          return { port: 'out', output: await files.list(workspace, path) }
        default:
          return assertNever(action, 'file action')
      }
    },
  },
  examples: [
    {
      title: 'Reads a file',
      config: { action: 'read', path: 'notes.md' },
      files: { 'notes.md': '# Tides\n' },
      leavesBy: 'out',
      output: { path: 'notes.md', text: '# Tides\n' },
    },
    {
      title: 'Goes on without a text, where the file may be missing',
      config: { action: 'read', path: 'CHANGELOG.md', allowMissing: true },
      leavesBy: 'out',
      output: { path: 'CHANGELOG.md' },
    },
    {
      title: 'Writes a file, once a person has said yes',
      config: { action: 'write', path: 'out/review.md', text: '{{ args.review }}' },
      args: { review: 'Fine.' },
      decide: { decision: 'approved' },
      leavesBy: 'out',
      output: { path: 'out/review.md', bytes: 5 },
    },
    {
      title: 'A refused write fails the node',
      config: { action: 'append', path: 'log.txt', text: 'one more line\n' },
      decide: { decision: 'rejected', feedback: 'Not there' },
      leavesBy: 'error',
      errorCode: 'effect.rejected',
    },
    {
      title: 'Lists files',
      config: { action: 'list', path: 'docs' },
      files: { 'docs/a.md': 'a', 'docs/b.md': 'b', 'other.txt': 'c' },
      leavesBy: 'out',
      output: { files: ['docs/a.md', 'docs/b.md'] },
    },
    {
      title: 'Never leaves the workspace',
      config: { action: 'read', path: '../outside.txt' },
      leavesBy: 'error',
      errorCode: 'file.outside-workspace',
    },
  ],
})

function missingField({
  action,
  path,
  text,
}: {
  action?: unknown
  path?: unknown
  text?: unknown
}): FieldProblem | null {
  const writes = action === 'write' || action === 'append'
  if (action !== 'list' && asText(path) === '')
    return { field: 'path', message: `“${asText(action)}” needs the path of a file.` }
  if (writes && text === undefined)
    return { field: 'text', message: `“${asText(action)}” needs a text, and it has no value.` }
  return null
}
