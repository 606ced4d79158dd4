/**
 * A run for people: a line for each thing that happened, live text where it streams.
 *
 *   P1. One node at a time has the floor. The text of others that stream meanwhile follows in one piece when they end, so
 *       that two answers never interleave.
 *   P2. While a question stands on the terminal nothing is printed; it follows once the question is answered.
 */

import type { EventOf, RunEvent } from '#shared/events/event.ts'
import type { Signal } from '#shared/events/signal.ts'
import { activationKey, executionKey, type RunState } from '#shared/state/run-state.ts'
import { printable, shortPath, type Terminal } from '../terminal.ts'
import { between, durationWords } from './duration.ts'
import { LiveText } from './live-text.ts'
import { isMany, itemsText } from './many-items.ts'
import type { Printer } from './printer.ts'
import { receiptText } from './receipt.ts'
import { shownText, valueText } from './value.ts'

/** `asks`: questions are put on this terminal, so they need no line of their own. */
export function progressPrinter(terminal: Terminal, asks = false): Printer {
  let held: string[] | undefined
  const write = (text: string): void => {
    if (text === '') return
    if (held) held.push(text)
    else terminal.out(text)
  }
  const live = new LiveText(write, (name) => `${terminal.paint('blue', '▸')} ${name}\n`)
  /** Remarks wait for the end of the text that they would cut in two. */
  const remarks = new Map<string, string[]>()
  const tellRemarks = (keys: Iterable<string>): void => {
    for (const key of [...keys]) {
      for (const text of remarks.get(key) ?? []) write(text)
      remarks.delete(key)
    }
  }
  return {
    event(event, state) {
      const key = keyOf(event)
      if (event.type === 'node.noticed' && live.isSpeaking(key)) {
        remarks.set(key, [...(remarks.get(key) ?? []), noticeText(event, terminal)])
        return
      }
      if (event.nodeId !== undefined && endsText(event)) {
        live.end(key)
        tellRemarks([key])
      }
      if (event.type.startsWith('run.')) {
        live.breakLine()
        tellRemarks(remarks.keys())
      }
      if (!asks || !(event.type === 'approval.requested' || event.type === 'input.requested'))
        write(eventText(event, state, terminal, live))
    },
    childEvent: () => {},
    signal: (signal) => live.add(keyOf(signal), signal),
    pause() {
      live.breakLine()
      held = []
      return () => {
        const texts = held ?? []
        held = undefined
        for (const text of texts) write(text)
      }
    },
  }
}

const keyOf = (at: RunEvent | Signal): string => activationKey(at.path, at.nodeId ?? '', at.iteration ?? 0)

/** With the items that it stands in, or nobody could tell one from another: `all[2]/check`. */
const nameOf = ({ path, nodeId }: RunEvent): string => executionKey(path, nodeId ?? '')

function endsText({ type }: RunEvent): boolean {
  return type === 'node.completed' || type === 'node.failed' || type === 'node.interrupted'
}

function noticeText(event: EventOf<'node.noticed'>, { paint }: Terminal): string {
  return `${paint('yellow', '!')} ${nameOf(event)}  ${printable(event.data.message)}\n`
}

function eventText(event: RunEvent, state: RunState, terminal: Terminal, live: LiveText): string {
  const { paint } = terminal
  const node = nameOf(event)
  const line = (glyph: string, text: string): string => {
    live.breakLine()
    return `${glyph} ${text}\n`
  }
  switch (event.type) {
    case 'run.started':
      return line(paint('bold', '/'), startedText(event, terminal))
    case 'run.recovered':
      // A paused one does not go on yet; it says so when a person resumes it.
      return state.status === 'paused' ? '' : goesOnText(event, terminal, line)
    case 'run.resumed':
      return goesOnText(event, terminal, line)
    case 'run.paused':
      return line(paint('yellow', '‖'), pausedText(event, terminal))
    case 'run.stopping':
      return line(paint('yellow', '■'), 'stopping')
    case 'run.interrupted':
      return (
        line(
          paint('yellow', '■'),
          `stopped ${paint('grey', state.startedAt ? between(state.startedAt, event.at) : '')}`,
        ) + receiptText(event.data.receipt)
      )
    case 'run.succeeded':
      return (
        line(paint('green', '✓'), `done ${paint('grey', between(state.startedAt, event.at))}`) +
        resultText(event, state, terminal)
      )
    case 'run.failed':
      return line(
        paint('red', '✗'),
        `failed${event.data.nodeId ? ` at ${event.data.nodeId}` : ''}: ${printable(event.data.message)} ${paint('grey', `(${event.data.code})`)}`,
      )
    case 'node.completed':
      return completedText(event, state, terminal, line)
    case 'node.failed':
      return line(
        paint(event.data.retryAt ? 'magenta' : 'red', event.data.retryAt ? '↻' : '✗'),
        failedText(event, terminal),
      )
    case 'node.skipped':
      return line(paint('grey', '»'), paint('grey', `${node}  ${printable(event.data.reason)}`))
    case 'node.interrupted':
      return line(paint('grey', '■'), paint('grey', `${node}  ${printable(event.data.reason)}`))
    case 'node.noticed':
      live.breakLine()
      return noticeText(event, terminal)
    case 'file.written':
      return line(paint('grey', '·'), writtenText(event, terminal))
    case 'approval.requested':
    case 'input.requested':
      return line(paint('yellow', '◆'), `${node}  ${printable(event.data.title)}`)
    case 'approval.decided':
      return line(
        paint('grey', '·'),
        paint(
          'grey',
          `${node}  ${event.data.decision} by ${event.data.by}${event.data.feedback ? `: ${printable(event.data.feedback)}` : ''}`,
        ),
      )
    case 'input.received':
      return line(paint('grey', '·'), paint('grey', `${node}  answered by ${event.data.by}`))
    case 'approval.expired':
    case 'input.expired':
      return line(paint('yellow', '!'), `${node}  nobody answered in time`)
    case 'notification.sent':
      return line(
        paint('grey', '·'),
        paint(
          'grey',
          `${node}  ${event.data.delivered ? 'notified' : `not notified: ${event.data.reason ?? 'unknown'}`}`,
        ),
      )
    default:
      return ''
  }
}

function writtenText(event: EventOf<'file.written'>, { paint }: Terminal): string {
  const { path, appended } = event.data
  return paint('grey', `${nameOf(event)}  ${appended ? 'added to' : 'wrote'} ${printable(path)}`)
}

type Line = (glyph: string, text: string) => string

function goesOnText({ runId }: RunEvent, { paint }: Terminal, line: Line): string {
  return line(paint('blue', '▸'), `goes on  ${paint('grey', `run ${runId}`)}`)
}

function pausedText({ runId, data }: EventOf<'run.paused'>, { paint }: Terminal): string {
  const ways = paint('grey', `slashflow step ${runId}, or slashflow resume ${runId}`)
  return `${data.nodeId ? `paused before ${data.nodeId}` : 'paused'}  ${ways}`
}

function startedText({ runId, data }: EventOf<'run.started'>, { paint }: Terminal): string {
  const args = Object.entries(data.args).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
  const head = printable([data.workflow, ...args].join(' '))
  return `${paint('bold', head)}  ${paint('grey', [data.workspace && `in ${shortPath(data.workspace)}`, `run ${runId}`].filter(Boolean).join(', '))}`
}

function completedText(event: EventOf<'node.completed'>, state: RunState, terminal: Terminal, line: Line): string {
  const name = nameOf(event)
  const node = state.nodes.get(name)
  const port = event.data.port === 'out' ? '' : `  ${event.data.port}`
  const time = node?.startedAt ? between(node.startedAt, event.at) : ''
  const items = state.items.get(name)
  const count = isMany(items) ? `  ${itemsText(items)}` : ''
  return (
    line(terminal.paint('green', '✓'), `${name}${port}${count}  ${terminal.paint('grey', time)}`.trimEnd()) +
    (shownText(event.data.output, terminal) ?? '')
  )
}

function failedText(event: EventOf<'node.failed'>, { paint }: Terminal): string {
  const { at, data } = event
  const again = data.retryAt
    ? paint('magenta', `  again in ${durationWords(Date.parse(data.retryAt) - Date.parse(at))}`)
    : ''
  return `${nameOf(event)}  ${printable(data.message)} ${paint('grey', `(${data.code})`)}${again}`
}

/** Not what stood there already as the text or the output of a node. */
function resultText({ data }: EventOf<'run.succeeded'>, state: RunState, terminal: Terminal): string {
  const result = JSON.stringify(data.result)
  const shown = [...state.nodes.values()].some((node) => {
    const isShown =
      node.output !== undefined &&
      shownText(node.output, terminal) !== undefined &&
      JSON.stringify(node.output) === result
    return isShown || (typeof data.result === 'string' && node.streams.text === data.result)
  })
  return shown ? '' : (shownText(data.result, terminal) ?? valueText(data.result, terminal))
}
