/**
 * A new node that nobody has filled in and joined yet is not called wrong in its form: not before a person left a field empty,
 * went to what is wrong, or wanted to run. The mark on the node is there from the beginning, and what is in the file is told at once.
 */
import { useCallback } from 'react'
import { create } from 'zustand'
import type { Json } from '#shared/json.ts'
import { documentNow, useDocumentPart } from './documents.ts'

/** Nodes, and fields of nodes, of which all is told. */
const useTold = create<{ readonly told: ReadonlySet<string> }>(() => ({ told: new Set() }))

const keyOf = (...names: readonly string[]): string => JSON.stringify(names)

const tell = (keys: readonly string[]): void => {
  const { told } = useTold.getState()
  if (keys.some((key) => !told.has(key))) useTold.setState({ told: new Set([...told, ...keys]) })
}

export const fieldWasLeft = (ref: string, nodeId: string, field: string): void => tell([keyOf(ref, nodeId, field)])

/** A person went to what is wrong with it. */
export const tellOfNode = (ref: string, nodeId: string): void => tell([keyOf(ref, nodeId)])

/** A person wanted to run it. */
export const tellOfAllNodes = (ref: string): void =>
  tell((documentNow(ref)?.workflow?.nodes ?? []).map(({ id }) => keyOf(ref, id)))

/** Whether nothing is said yet of what is wrong with it as a whole, such as that no way leads to it. */
export function useIsQuiet(ref: string, nodeId: string): boolean {
  const isNew = useDocumentPart(ref, (document) => !document?.saved?.workflow?.nodes.some(({ id }) => id === nodeId))
  return useTold(({ told }) => !told.has(keyOf(ref, nodeId))) && isNew
}

/** Whether nothing is said yet of what is wrong with a field of this value. */
export function useQuietFields(ref: string, nodeId: string): (field: string, value: Json | undefined) => boolean {
  const isQuiet = useIsQuiet(ref, nodeId)
  const { told } = useTold()
  return useCallback(
    (field, value) => isQuiet && (value === undefined || value === '') && !told.has(keyOf(ref, nodeId, field)),
    [isQuiet, told, ref, nodeId],
  )
}
