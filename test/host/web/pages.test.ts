import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { serveWeb } from '#main/host/web/serve.ts'
import { type ServedScreen, serveScreen } from '../support/served-screen.ts'

let screen: ServedScreen

beforeEach(async () => {
  screen = await serveScreen()
})
afterEach(() => screen.close())

it('gives the metrics to a program that sends the token as a bearer token, and to nobody else', async () => {
  expect((await screen.get('/metrics')).status).toBe(401)
  expect((await screen.get('/metrics', { Authorization: 'Bearer wrong' })).status).toBe(401)
  expect(
    (await screen.get('/metrics', { Authorization: `Bearer ${screen.host.token}`, Origin: 'http://evil.example' }))
      .status,
  ).toBe(403)
  expect(await screen.get('/metrics', { Authorization: `Bearer ${screen.host.token}` })).toMatchObject({
    status: 200,
    headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
    body: expect.stringContaining('slashflow_open_runs 3\n'),
  })
})

describe('the pages of the web host', () => {
  it('come with a strict policy and without cookies', async () => {
    const { status, headers, body } = await screen.get('/')
    expect({ status, body }).toEqual({ status: 200, body: '<!doctype html><title>Slashflow</title>' })
    expect(headers['content-security-policy']).toMatch(/default-src 'none'; script-src 'self'; /)
    expect(headers['content-security-policy']).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/)
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
    })
    expect(headers['set-cookie']).toBeUndefined()
  })

  it('are served under the names of this machine only', async () => {
    expect((await screen.get('/', { Host: `localhost:${screen.host.port}` })).status).toBe(200)
    expect((await screen.get('/', { Host: 'evil.example' })).status).toBe(403)
    expect((await screen.get('/', { Host: `evil.example:${screen.host.port}` })).status).toBe(403)
    expect((await screen.get('/', { Host: '127.0.0.1:1' })).status).toBe(403)
  })

  it('are not given to other sites', async () => {
    expect((await screen.get('/', { Origin: 'https://evil.example' })).status).toBe(403)
    expect((await screen.get('/', { Origin: 'null' })).status).toBe(403)
    expect((await screen.get('/', { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403)
    expect((await screen.get('/', { Origin: screen.origin, 'Sec-Fetch-Site': 'same-origin' })).status).toBe(200)
  })

  it('never lie outside the built screen', async () => {
    const paths = [
      '/../secret.json',
      '/%2e%2e/secret.json',
      '/..%2fsecret.json',
      '/assets/../../secret.json',
      '/..%5csecret.json',
    ]
    const answers = await Promise.all(
      [...paths, '//etc/passwd', '/%00', '/%zz', '/assets'].map((path) => screen.get(path)),
    )
    expect(answers.map(({ status }) => status).filter((status) => status !== 400 && status !== 404)).toEqual([])
    expect(answers.map(({ body }) => body).join()).not.toContain('secret')
  })

  it('can only be read', async () => {
    expect((await screen.get('/', {}, 'POST')).status).toBe(405)
    expect((await screen.get('/assets/app.js')).headers['cache-control']).toContain('immutable')
  })
})

describe('the port of the web host', () => {
  it('is named when it is taken', async () => {
    const second = serveWeb({ bridge: screen.app, renderer: screen.folder, port: screen.host.port, log: () => {} })
    await expect(second).rejects.toThrow(`Port ${screen.host.port} is taken`)
  })

  it('comes with a token of 256 bits that stands in the fragment alone', () => {
    expect(Buffer.from(screen.host.token, 'base64url')).toHaveLength(32)
    expect(screen.host.url).toBe(`http://127.0.0.1:${screen.host.port}/#token=${screen.host.token}`)
  })
})
