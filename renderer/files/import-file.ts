/** A file from the disk, by drop, paste or the dialog, on its way to the import screen. */
import { toast } from 'sonner'
import { openImport } from './import-state.ts'

const LARGEST_BYTES = 16 * 1024 * 1024

export async function importFile(file: File): Promise<void> {
  if (file.size > LARGEST_BYTES)
    return void toast.error(`${file.name} is larger than ${LARGEST_BYTES / 1024 / 1024} MB, so it is not read.`)
  try {
    openImport({ text: await file.text(), from: file.name })
  } catch {
    toast.error(`${file.name} cannot be read. It may be a folder, or you may not be allowed to read it.`)
  }
}

/** The system's dialog for opening a file. */
export function chooseImport(): void {
  const field = document.createElement('input')
  field.type = 'file'
  field.accept = '.json,application/json'
  field.addEventListener('change', () => {
    const [file] = field.files ?? []
    if (file) void importFile(file)
  })
  field.click()
}
