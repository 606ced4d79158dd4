import { useEffect, useState } from 'react'
import { toast } from 'sonner'
import { importFile } from './import-file.ts'

const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true

/** A file that is dropped anywhere on the window is imported; without this the browser would open it instead of the app. */
export function DropFiles() {
  const [over, setOver] = useState(false)
  useEffect(() => {
    const drag = (event: DragEvent) => {
      if (!holdsFiles(event)) return
      event.preventDefault()
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy'
      setOver(true)
    }
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent) => {
      if (!holdsFiles(event)) return
      event.preventDefault()
      setOver(false)
      const [file] = event.dataTransfer?.files ?? []
      const more = (event.dataTransfer?.files.length ?? 0) - 1
      if (more > 0)
        toast(`Only ${file?.name} is imported; drop the ${more === 1 ? 'other one' : `other ${more}`} next.`)
      if (file) void importFile(file)
    }
    window.addEventListener('dragover', drag)
    window.addEventListener('dragleave', leave)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragover', drag)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('drop', drop)
    }
  }, [])
  return over ? <div className="drop-here">Drop a workflow file to import it</div> : null
}
