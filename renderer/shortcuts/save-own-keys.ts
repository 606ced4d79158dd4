import { toast } from 'sonner'
import { errorSentence } from '../bridge/bridge.ts'

/** A refusal, such as a full disk, is told; the shortcuts then stay as they were. */
export async function saveOwnKeys(save: () => Promise<void>): Promise<void> {
  try {
    await save()
  } catch (error) {
    toast.error(errorSentence(error))
  }
}
