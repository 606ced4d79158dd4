import { expect, it } from 'vitest'
import { reportError } from '#main/host/cli/report-error.ts'
import { printable } from '#main/host/cli/terminal.ts'
import { CallError } from '#shared/ipc/call-error.ts'

it('takes out what would steer the terminal or turn the text around, and nothing else', () => {
  expect(printable('\u001b]0;title\u0007a\u009b31mb\r\nc\td\u202ee\u2066f')).toBe(']0;titlea31mb\nc\tdef')
  expect(printable('שלום, 你好, naïve 👩‍💻')).toBe('שלום, 你好, naïve 👩‍💻')
})

it('does so in errors, which quote files', () => {
  const told: string[] = []
  const problem = { severity: 'error', code: 'node.unknown-kind', message: 'No kind "\u001b[2J".' } as const
  reportError(new CallError('workflow.invalid', 'It cannot run.', [problem]), (text) => told.push(text))
  expect(told.join('')).toBe('slashflow: It cannot run.\n  error: No kind "[2J".\n')
})
