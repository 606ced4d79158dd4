import { useEffect, useState } from 'react'
import { bridge } from '../bridge/bridge.ts'
import { useWorkspacePath } from '../state/settings.ts'

/** Folders below the workspace that continue a relative path. */
export function useFolderNames(typed: string): readonly string[] {
  const workspace = useWorkspacePath()
  const [names, setNames] = useState<readonly string[]>([])
  useEffect(() => {
    let wanted = true
    const read = async () => {
      const found = await bridge.call('workspace.folders', { prefix: `${workspace}/${typed}` })
      if (wanted) setNames(found.map((folder) => folder.slice(workspace.length + 1)).filter((name) => name !== ''))
    }
    if (workspace !== '') void read().catch(() => wanted && setNames([])) // a path that cannot be read completes to nothing
    return () => {
      wanted = false
    }
  }, [workspace, typed])
  return names
}
