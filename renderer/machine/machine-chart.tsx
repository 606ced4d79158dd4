/** A state machine as a chart: the state it is in is lit, those it went through are marked, a picked one says where it leads. */
import { Check } from 'lucide-react'
import { useState } from 'react'
import type { MachineStateView, MachineTransitionView, MachineView } from '#shared/ipc/views/machine-views.ts'
import { layOutMachine, STATE_HEIGHT, STATE_WIDTH, transitionPath } from './machine-layout.ts'
import { toneOfState } from './state-tone.ts'
import './machine.css'

export interface MachineChartProps {
  readonly machine: MachineView
  /** Undefined: not begun, or no run is shown. */
  readonly current: string | undefined
  readonly visited: ReadonlySet<string>
}

export function MachineChart({ machine, current, visited }: MachineChartProps) {
  const [picked, setPicked] = useState<string | undefined>(undefined)
  const shown = picked ?? current ?? machine.initial
  const layout = layOutMachine(machine)
  return (
    <>
      <div className="machine" style={{ width: layout.width, height: layout.height }}>
        <Wires machine={machine} layout={layout} from={shown} />
        {machine.states.map((state) => {
          const spot = layout.spots.get(state.name)
          return (
            spot && (
              <State
                key={state.name}
                state={state}
                spot={spot}
                isCurrent={state.name === current}
                wasVisited={visited.has(state.name)}
                isPicked={state.name === shown}
                onPick={() => setPicked(state.name === picked ? undefined : state.name)}
              />
            )
          )
        })}
      </div>
      <Transitions machine={machine} from={shown} />
    </>
  )
}

interface StateProps {
  readonly state: MachineStateView
  readonly spot: { readonly x: number; readonly y: number }
  readonly isCurrent: boolean
  readonly wasVisited: boolean
  readonly isPicked: boolean
  onPick(): void
}

function State({ state, spot, isCurrent, wasVisited, isPicked, onPick }: StateProps) {
  const words = isCurrent ? 'it is here' : wasVisited ? 'it was here' : ''
  const classes = [
    'machine-state',
    isCurrent && `current tone-${toneOfState(state.name)}`,
    wasVisited && 'visited',
    state.isFinal && 'final',
  ]
  return (
    <button
      type="button"
      className={classes.filter(Boolean).join(' ')}
      style={{
        left: spot.x - STATE_WIDTH / 2,
        top: spot.y - STATE_HEIGHT / 2,
        width: STATE_WIDTH,
        height: STATE_HEIGHT,
      }}
      aria-pressed={isPicked}
      aria-label={[state.name, words].filter((part) => part !== '').join(', ')}
      {...(isCurrent && { 'aria-current': 'step' as const })}
      onClick={onPick}
    >
      {isCurrent && <span className="machine-dot" aria-hidden="true" />}
      {wasVisited && !isCurrent && <Check size={10} aria-hidden="true" />}
      <span className="cut">{state.name}</span>
    </button>
  )
}

interface WiresProps {
  readonly machine: MachineView
  readonly layout: ReturnType<typeof layOutMachine>
  readonly from: string
}

/** Nearly every state hears these, and their lines would hide the others. */
const HEARD_EVERYWHERE: ReadonlySet<string> = new Set(['stop', 'withdraw', 'interrupt'])

/** The ways of the picked state stand out; the rest only shows the usual course. */
function Wires({ machine, layout, from }: WiresProps) {
  const pairs = new Map<string, MachineTransitionView>()
  for (const transition of machine.transitions)
    if (transition.from === from || machine.id === 'run' || !HEARD_EVERYWHERE.has(transition.signal))
      pairs.set(`${transition.from} ${transition.to}`, transition)
  const ways = [...pairs.values()]
    .filter((way) => way.from !== way.to)
    .sort((a, b) => Number(a.from === from) - Number(b.from === from))
  return (
    <svg width={layout.width} height={layout.height} aria-hidden="true">
      <defs>
        <marker id="machine-head" viewBox="0 0 6 6" refX="6" refY="3" markerWidth="6" markerHeight="6" orient="auto">
          <path d="M 0 0 L 6 3 L 0 6 z" />
        </marker>
      </defs>
      {ways.map((way) => {
        const [start, end] = [layout.spots.get(way.from), layout.spots.get(way.to)]
        if (!start || !end) return null
        const leads = way.from === from
        return (
          <path
            key={`${way.from} ${way.to}`}
            className={leads ? 'leads' : undefined}
            d={transitionPath(start, end)}
            {...(leads && { markerEnd: 'url(#machine-head)' })}
          />
        )
      })}
    </svg>
  )
}

/** In the order in which the machine tries them. */
function Transitions({ machine, from }: { readonly machine: MachineView; readonly from: string }) {
  const state = machine.states.find(({ name }) => name === from)
  const ways = machine.transitions.filter((way) => way.from === from)
  return (
    <section className="machine-ways" aria-label={`Ways out of ${from}`}>
      <h3>
        <code className="machine-from">{from}</code>
        {state && state.entry.length > 0 && <span>does {state.entry.join(', ')}</span>}
      </h3>
      {ways.length === 0 && <p className="hint">It ends here.</p>}
      <ul>
        {ways.map(({ signal, guard, to, actions }) => (
          <li key={`${signal} ${guard ?? ''} ${to}`}>
            <code className="machine-signal cut">{signal}</code>
            <span className="machine-target">
              <code className="machine-to">{to === from ? 'stays' : to}</code>
              {guard !== undefined && <span>if {guard}</span>}
              {actions.length > 0 && <span>then {actions.join(', ')}</span>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
