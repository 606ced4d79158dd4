import { chooseFolder } from '../actions/choose-folder.ts'

/** The way out for a run that failed because it had no folder to work in; nothing for any other failure. */
export function FolderOffer({ code, className }: { readonly code: string; readonly className: string }) {
  if (code !== 'workspace.missing') return null
  return (
    <button type="button" className={className} onClick={chooseFolder}>
      Choose a folder
    </button>
  )
}
