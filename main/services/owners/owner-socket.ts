/**
 * Commands between the processes of one data folder: an owner listens, others ask. One line of JSON each way.
 * The folder is the user's alone, so whoever can connect may decide.
 */

import { createHash } from 'node:crypto'
import { lstatSync, rmSync } from 'node:fs'
import { createConnection, createServer, type Server, type Socket } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { CallError, CallErrorData } from '#shared/ipc/call-error.ts'
import { makePrivateFolder } from '../../engine/make-folder.ts'

/** Longest path of a Unix socket on macOS, less one. */
const LONGEST_SOCKET_PATH = 103
const LONGEST_LINE = 64 * 1024 * 1024

const Request = z.object({ name: z.string(), input: z.json(), by: z.string() })
export type OwnerRequest = z.infer<typeof Request>

const Reply = z.union([
  z.object({ ok: z.literal(true), value: z.json().optional() }),
  z.object({ ok: z.literal(false), error: CallErrorData }),
])

/** Where the owner of this id listens. Throws CallError `home.not-private`. */
export function socketPath(folder: string, id: string): string {
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 12)
  if (process.platform === 'win32') return `\\\\.\\pipe\\slashflow-${name}-${id}`
  const path = join(folder, `${id}.sock`)
  if (Buffer.byteLength(path) <= LONGEST_SOCKET_PATH) return path
  const short = join(tmpdir(), `slashflow-${userInfo().uid}-${name}`)
  makePrivateFolder(short)
  refuseForeign(short)
  return join(short, `${id}.sock`)
}

/** The folder for all is everybody's: somebody else may have made one of this name, to answer in our place. */
function refuseForeign(folder: string): void {
  const found = lstatSync(folder)
  if (found.isDirectory() && found.uid === userInfo().uid && (found.mode & 0o077) === 0) return
  throw new CallError(
    'home.not-private',
    `${folder} is not yours alone, so Slashflow does not listen there. Remove it, or set SLASHFLOW_HOME to a folder with a shorter path.`,
  )
}

/** Answers each request by `handle`; a CallError goes back as such. */
export async function listen(path: string, handle: (request: OwnerRequest) => Promise<unknown>): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    readLine(socket).then(
      async (line) => {
        const reply = await answer(line, handle)
        socket.end(`${JSON.stringify(reply)}\n`)
      },
      () => socket.destroy(),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, resolve)
  })
  // A process that only listens has nothing to do.
  server.unref()
  return server
}

async function answer(line: string, handle: (request: OwnerRequest) => Promise<unknown>): Promise<unknown> {
  try {
    return { ok: true, value: await handle(Request.parse(JSON.parse(line))) }
  } catch (error) {
    if (error instanceof CallError) return { ok: false, error: error.toData() }
    return { ok: false, error: { code: 'internal', message: error instanceof Error ? error.message : String(error) } }
  }
}

/** Throws CallError as the owner's, or `owner.unreachable`. */
export async function ask(path: string, request: OwnerRequest): Promise<unknown> {
  const socket = createConnection(path)
  try {
    socket.write(`${JSON.stringify(request)}\n`)
    const reply = Reply.parse(JSON.parse(await readLine(socket)))
    if (reply.ok) return reply.value
    throw CallError.from(reply.error)
  } catch (error) {
    if (error instanceof CallError) throw error
    throw new CallError(
      'owner.unreachable',
      'The Slashflow process that owns this run does not answer. Try again; if it hangs, end it, and the run can be taken over.',
    )
  } finally {
    socket.destroy()
  }
}

function readLine(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    socket.setEncoding('utf8')
    socket.on('data', (chunk) => {
      text += String(chunk)
      const end = text.indexOf('\n')
      if (end >= 0) resolve(text.slice(0, end))
      else if (text.length > LONGEST_LINE) reject(new Error('line too long'))
    })
    socket.once('error', reject)
    socket.once('close', () => reject(new Error('closed')))
  })
}

export function forget(path: string): void {
  if (process.platform !== 'win32') rmSync(path, { force: true })
}
