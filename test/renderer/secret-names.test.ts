import { expect, it } from 'vitest'
import { withoutSecrets } from '#renderer/state/secret-names.ts'
import type { Json } from '#shared/json.ts'

it('leaves out fields that are secrets by their names, however deep, and keeps the rest', () => {
  expect(withoutSecrets({ stage: 'live', apiKey: 'x', fields: { db_password: 'x', port: 5, list: ['a'] } })).toEqual({
    stage: 'live',
    fields: { port: 5, list: ['a'] },
  })
  expect(withoutSecrets({ token: 'x' })).toBeUndefined()
  expect(withoutSecrets([{ token: 'x', stage: 'live' }, 'password=x'])).toEqual([{ stage: 'live' }])
  expect(withoutSecrets([[1, null], [], ['a']])).toEqual([[1, null], [], ['a']])
})

it.each([
  '/deploy token=abc',
  '/deploy stage=live db-password="a b"',
  '{ "headers": { "Authorization": "Bearer x" } }',
])('keeps nothing of a text that gives one: %s', (text) => {
  expect(withoutSecrets(text)).toBeUndefined()
})

it.each<Json>([
  '/deploy token=',
  'The token is wrong: use another',
  '{ "token": "" }',
  '/explain what a password= is',
  '/ask max_tokens=500',
  '{ "max_tokens": 500 }',
  { max_tokens: 500 },
  {},
  5,
  null,
])('keeps what only speaks of one: %j', (value) => {
  expect(withoutSecrets(value)).toEqual(value)
})
