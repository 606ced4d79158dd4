import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'

export function draw(): void {
  measureScrollBar()
  const root = document.getElementById('root')
  if (!root) throw new Error('index.html has no #root')
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}

/** What of a panel its scroll bar takes: nothing where bars float over what scrolls. */
function measureScrollBar(): void {
  const panel = document.body.appendChild(document.createElement('div'))
  Object.assign(panel.style, { position: 'fixed', visibility: 'hidden', width: '100px', overflowY: 'scroll' })
  document.documentElement.style.setProperty('--scroll-bar', `${panel.offsetWidth - panel.clientWidth}px`)
  panel.remove()
}
