/** From starting the app to a canvas that answers, and the memory it holds when it has nothing to do. */
import { readdirSync, readFileSync } from 'node:fs'
import { _electron } from '@playwright/test'
import { findElectron } from '#test/support/electron-runtime.ts'
import { Home, ROOT } from '#test/support/home.ts'
import { SANDBOX } from '#test/support/launch-electron.ts'
import { SlashflowProcess } from '#test/support/slashflow-process.ts'
import { launchChromium } from './browser-app.ts'
import { figuresOf, type Row } from './figures.ts'

const ROUNDS = 7

export async function appStart(): Promise<Row[]> {
  return [...(await webStart()), ...(await electronStart())]
}

async function webStart(): Promise<Row[]> {
  const browser = await launchChromium()
  const samples: number[] = []
  const memory: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const home = new Home()
    const begun = performance.now()
    const server = SlashflowProcess.start(['serve', '--port', '0'], { env: home.env(), cwd: ROOT })
    const url = /http:\/\/\S+/.exec(await server.says('#token='))?.[0] ?? ''
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    await page.goto(url)
    await page.locator('.react-flow__node').last().click()
    samples.push(performance.now() - begun)
    memory.push(residentMb([server.pid]))
    await page.close()
    server.kill('SIGTERM')
    await server.exit
    home.remove()
  }
  await browser.close()
  return [
    {
      what: '`slashflow serve` to a node that is clicked (Chromium running)',
      goal: '',
      unit: 'ms',
      figures: figuresOf(samples),
    },
    { what: 'memory when idle, web host (one process)', goal: '', unit: 'MB', figures: figuresOf(memory) },
  ]
}

async function electronStart(): Promise<Row[]> {
  const electron = findElectron()
  if (!electron) return []
  const samples: number[] = []
  const memory: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const home = new Home()
    const begun = performance.now()
    const app = await _electron.launch({
      executablePath: electron,
      args: [...SANDBOX, ROOT],
      env: { ...home.env(), SLASHFLOW_QUIT: 'hold' },
    })
    const page = await app.firstWindow()
    await page.locator('.react-flow__node').last().click()
    samples.push(performance.now() - begun)
    const pid = app.process().pid
    memory.push(residentMb(pid === undefined ? [] : withChildren(pid)))
    await app.close()
    home.remove()
  }
  return [
    { what: 'Electron start to a node that is clicked', goal: '', unit: 'ms', figures: figuresOf(samples) },
    {
      what: 'memory when idle, Electron (all processes, shared pages counted in each)',
      goal: '',
      unit: 'MB',
      figures: figuresOf(memory),
    },
  ]
}

function residentMb(pids: readonly number[]): number {
  const kilobytes = pids.map((pid) =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0),
  )
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1_024
}

function withChildren(root: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [
          {
            pid: Number(pid),
            parent: Number(/PPid:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0),
          },
        ]
      } catch {
        return [] // it ended while we looked
      }
    })
  const found = [root]
  for (const pid of found) found.push(...parents.filter(({ parent }) => parent === pid).map((child) => child.pid))
  return found
}
