/** Parts whose focus is looked at: dialogs that keys open, a question that is answered, a graph whose nodes go. */
import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { focusNode } from '#renderer/canvas/walk/focus-node.ts'
import { focusWhenDrawn } from '#renderer/canvas/walk/focus-when-drawn.ts'
import { letFocusGo } from '#renderer/parts/focus-back.ts'
import { Modal } from '#renderer/parts/modal.tsx'
import { keepFocus } from '#renderer/window/kept-focus.ts'

type Dialog = 'first' | 'second'

/** `1` opens the first dialog, `5` lets go of the focus without one. What stands in the panel can go while it is open. */
function Dialogs() {
  const [open, setOpen] = useState<Dialog>()
  const [field, setField] = useState(true)
  const [menu, setMenu] = useState(true)
  const close = () => setOpen(undefined)
  useEffect(() => {
    const onKey = ({ key }: KeyboardEvent) => {
      if (key === '1') setOpen('first')
      if (key === '5') letFocusGo()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  // As Radix does it: a menu is there until what was chosen in it has begun.
  useEffect(() => {
    if (open) setMenu(false)
  }, [open])
  const closeAndLetGo = () => {
    flushSync(close)
    letFocusGo()
  }
  // As a command is renamed: the deed says where the focus is to be, and has more to do before the dialog closes.
  const sendAndClose = () => {
    focusWhenDrawn(() => document.querySelector<HTMLElement>('[aria-label="Panel"]'))
    requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(close)))
  }
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: as the canvas is */}
      <section aria-label="Panel" tabIndex={0}>
        {field && <input aria-label="Field" />}
      </section>
      <button type="button" id="menu-of" aria-label="Menu button" />
      {menu && (
        <div role="menu" aria-labelledby="menu-of">
          <button type="button" role="menuitem" onClick={() => setOpen('first')}>
            Open
          </button>
        </div>
      )}
      <input aria-label="Elsewhere" />
      <Modal title="First" open={open === 'first'} onClose={close}>
        <input aria-label="In first" />
        <button type="button" onClick={() => setField(false)}>
          Take the field away
        </button>
        <button type="button" onClick={() => setOpen('second')}>
          On to the second
        </button>
        <button type="button" onClick={closeAndLetGo}>
          Close and let the focus go
        </button>
        <button type="button" onClick={sendAndClose}>
          Send the focus to the panel, then close
        </button>
      </Modal>
      <Modal title="Second" open={open === 'second'} onClose={close}>
        <input aria-label="In second" />
      </Modal>
    </>
  )
}

/** A question on its node: answered, its button is disabled first, and then all of it goes. */
function Question() {
  const [state, setState] = useState<'open' | 'sending' | 'answered'>('open')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: as a node is
    <section aria-label="Node" tabIndex={0}>
      {state !== 'answered' && (
        <button type="button" disabled={state === 'sending'} onClick={() => setState('sending')}>
          Yes
        </button>
      )}
      <button type="button" aria-label="Beside it" onClick={() => setState('answered')} />
      <Outside onKey={() => setState('answered')} />
    </section>
  )
}

/** What another process says: `2`. */
function Outside({ onKey }: { onKey(): void }) {
  useEffect(() => {
    const hear = ({ key }: KeyboardEvent) => key === '2' && onKey()
    window.addEventListener('keydown', hear)
    return () => window.removeEventListener('keydown', hear)
  })
  return null
}

type Shown = 'graph' | 'a graph that is read' | 'a page' | 'a page that is fetched'

/** What fills the middle: `6` shows another command, whose file is read first, `7` a page, whose code is fetched first. */
function Stage() {
  const [shown, setShown] = useState<Shown>('graph')
  useEffect(() => {
    const hear = ({ key }: KeyboardEvent) => {
      if (key === '6') setShown('a graph that is read')
      if (key === '7') setShown('a page that is fetched')
    }
    window.addEventListener('keydown', hear)
    return () => window.removeEventListener('keydown', hear)
  }, [])
  useEffect(() => {
    if (shown === 'a graph that is read') afterFrames(60, () => setShown('graph'))
    if (shown === 'a page that is fetched') afterFrames(60, () => setShown('a page'))
  }, [shown])
  return (
    <div className="stage">
      {shown === 'a page' && <section className="page" aria-label="Page" tabIndex={-1} />}
      {(shown === 'graph' || shown === 'a graph that is read') && (
        <div className="stage-canvas">{shown === 'graph' && <Graph />}</div>
      )}
    </div>
  )
}

/** A graph of three nodes; `3` takes the second away. */
function Graph() {
  const [nodes, setNodes] = useState(['a', 'b', 'c'])
  useEffect(() => {
    const hear = ({ key }: KeyboardEvent) => key === '3' && setNodes(['a', 'c'])
    window.addEventListener('keydown', hear)
    return () => window.removeEventListener('keydown', hear)
  }, [])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: as the canvas is
    <section className="canvas-frame" aria-label="Graph" tabIndex={0}>
      <div className="react-flow__nodes">
        {nodes.map((id) => (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: as a node is
          <section key={id} data-id={id} aria-label={`Node ${id}`} tabIndex={0}>
            <button type="button" aria-label={`Button of ${id}`} />
          </section>
        ))}
      </div>
      <div className="react-flow__edges" />
    </section>
  )
}

const afterFrames = (frames: number, then: () => void): void =>
  void requestAnimationFrame(() => (frames > 1 ? afterFrames(frames - 1, then) : then()))

/** As the inbox: it closes as it leads to a node, which is not there where the run cannot be read. */
function Inbox() {
  const [open, setOpen] = useState(true)
  const go = () => {
    setOpen(false)
    focusNode('gone')
  }
  if (!open) return null
  return (
    <div role="dialog" aria-label="Inbox">
      <button type="button" aria-label="Row" onClick={go} />
    </div>
  )
}

/** As a file that changed on disk: what is agreed to in the dialog takes the line away that opened it. */
function Line() {
  const [line, setLine] = useState(true)
  const [open, setOpen] = useState(false)
  if (!line) return null
  return (
    <div role="alert">
      <button type="button" aria-label="Compare" onClick={() => setOpen(true)} />
      <Modal title="Both" open={open} onClose={() => setOpen(false)}>
        <button type="button" onClick={() => setLine(false)}>
          Settle
        </button>
      </Modal>
    </div>
  )
}

keepFocus()
/** As that of a command that becomes one's own: `4` draws it anew. */
function Form() {
  const [drawn, setDrawn] = useState(0)
  useEffect(() => {
    const hear = ({ key }: KeyboardEvent) => key === '4' && setDrawn(1)
    window.addEventListener('keydown', hear)
    return () => window.removeEventListener('keydown', hear)
  }, [])
  return (
    <section aria-label="Inspector" data-focus-home={'[aria-label="Tab of it"], button'}>
      <button type="button" aria-label="Tab before it" />
      <button type="button" aria-label="Tab of it" />
      <div key={drawn}>
        <label>
          Title <input defaultValue="Say" />
        </label>
        {drawn === 0 && <button type="button" aria-label="Old button" />}
      </div>
    </section>
  )
}

const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <>
      <Dialogs />
      <Question />
      <Stage />
      <Form />
      <Inbox />
      <Line />
    </>,
  )
