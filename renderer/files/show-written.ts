import { toast } from 'sonner'
import { bridge, errorSentence } from '../bridge/bridge.ts'
import { writeClipboard } from '../clipboard/clipboard.ts'

/** A file that a run wrote, in the system's file manager. In the browser there is none to ask: its path is copied instead. */
export async function showWritten(workspace: string, path: string): Promise<void> {
  try {
    const file = await bridge.call('workspace.reveal', { workspace, path })
    if (!file.shown && (await writeClipboard(file.path))) toast(`Copied ${file.path}`)
  } catch (error) {
    toast.error(errorSentence(error))
  }
}
