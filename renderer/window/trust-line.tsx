import { ShieldQuestionMark } from 'lucide-react'
import { Popover } from 'radix-ui'
import { useState } from 'react'
import type { Capabilities } from '#shared/ipc/views/workflow-views.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { errorSentence } from '../bridge/bridge.ts'
import { CapabilityList } from '../parts/capability-list.tsx'
import { trustDocument, useDocument } from '../state/documents.ts'
import './trust-line.css'

/** A file that nobody trusted yet can run, and asks before every effect. Here a person sees what it would do, and may trust it. */
export function TrustLine({ documentRef }: { readonly documentRef: string }) {
  const document = useDocument(documentRef)
  if (!document?.saved || document.saved.trusted || !document.workflow) return null
  return (
    <div className="trust-line">
      <ShieldQuestionMark size={14} aria-hidden="true" />
      <span className="cut">Not trusted yet: it can run, and every effect asks first.</span>
      <Popover.Root>
        <Popover.Trigger asChild>
          <button type="button" className="button small">
            What it can do…
          </button>
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content
            className="popover trust-popover"
            align="end"
            sideOffset={4}
            collisionPadding={8}
            aria-label="What this command can do"
          >
            <TrustQuestion
              documentRef={documentRef}
              capabilities={document.saved.capabilities}
              workflow={document.saved.workflow}
              dirty={document.dirty}
            />
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
    </div>
  )
}

interface TrustQuestionProps {
  readonly documentRef: string
  readonly capabilities: Capabilities
  readonly workflow: Workflow | undefined
  readonly dirty: boolean
}

function TrustQuestion({ documentRef, capabilities, workflow, dirty }: TrustQuestionProps) {
  const [error, setError] = useState('')
  const trust = () => trustDocument(documentRef).catch((refused: unknown) => setError(errorSentence(refused)))
  return (
    <>
      <CapabilityList capabilities={capabilities} workflow={workflow} />
      <p className="hint">Trust counts for exactly this content. A changed file asks again.</p>
      {dirty && <p className="hint">Save first: what is trusted is what is on disk.</p>}
      {error && (
        <p className="wrong" role="alert">
          {error}
        </p>
      )}
      <button type="button" className="button" disabled={dirty} onClick={() => void trust()}>
        Trust this content
      </button>
    </>
  )
}
