import { useEffect, useRef } from 'react'
import type { Problem } from '#shared/workflow/problem.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { useDocumentPart } from '../../state/documents.ts'
import { announce } from './announce.ts'
import { errorWords } from './error-words.ts'

/** While one types, something is wrong after most letters: only what stays so is told. */
const STAYS_MS = 1_800

/** Tells a new error of the draft; those that it was opened with are in the list of problems. */
export function useErrorsTold(documentRef: string, workflow: Workflow, runId: string | null): void {
  const problems = useDocumentPart(documentRef, (document) => document?.problems)
  const told = useRef<{ readonly ref: string; readonly problems: readonly Problem[] } | undefined>(undefined)
  const now = useRef(workflow)
  now.current = workflow
  useEffect(() => {
    if (!problems) return
    const before = told.current
    if (runId !== null || before?.ref !== documentRef) {
      told.current = { ref: documentRef, problems }
      return
    }
    const timer = setTimeout(() => {
      told.current = { ref: documentRef, problems }
      const words = errorWords(before.problems, problems, now.current)
      if (words !== '') announce(words)
    }, STAYS_MS)
    return () => clearTimeout(timer)
  }, [problems, documentRef, runId])
}
